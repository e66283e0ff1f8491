/** The catalogue of problems, and the report that shows them to the compiler. */
package dev.highorder.processor.diagnostic;
