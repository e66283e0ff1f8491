/** Tools of the tests: a compilation in memory, and files that must stay as they are. */
package dev.highorder.processor.testkit;
