/** CSV files as tables, and as lists of images. */
package dev.highorder.source.csv;
