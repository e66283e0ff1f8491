/** How two or more settings are compared: measured in turn, in rounds; medians and ratios. */
package dev.highorder.demo.bench.harness;
