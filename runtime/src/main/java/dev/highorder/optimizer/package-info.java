/** What moves parameters: update rules with their state, clipping, averages and replicas. */
package dev.highorder.optimizer;
