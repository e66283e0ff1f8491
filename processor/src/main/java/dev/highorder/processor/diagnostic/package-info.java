/** What can be wrong with annotated source, and the one place that tells the compiler. */
package dev.highorder.processor.diagnostic;
