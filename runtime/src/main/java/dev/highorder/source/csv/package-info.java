/** CSV files as tables. */
package dev.highorder.source.csv;
