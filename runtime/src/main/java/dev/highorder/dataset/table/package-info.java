/** Rows of tables as examples: labelled sets of them, and their division into training and test. */
package dev.highorder.dataset.table;
