/** The checks: each compares a declaration with one set of rules and adds problems to a report. */
package dev.highorder.processor.validation;
