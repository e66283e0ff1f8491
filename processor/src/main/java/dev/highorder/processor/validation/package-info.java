/** The checks: each reads a declaration and adds what is wrong to its report. */
package dev.highorder.processor.validation;
