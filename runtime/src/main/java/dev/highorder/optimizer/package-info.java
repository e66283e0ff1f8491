/** What moves parameters: update rules with their state, clipping, averages. */
package dev.highorder.optimizer;
