/**
 * Rows of named text values, and how columns of them become numbers. Nothing here knows files,
 * classes or networks.
 */
package dev.highorder.table;
