/** The annotation for sub-nets, and the words that it takes: schemes, tableaus and settings. */
package dev.highorder;
