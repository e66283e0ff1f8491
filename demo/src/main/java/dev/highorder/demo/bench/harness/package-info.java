/** The comparison of settings that are measured in turn: rounds, medians and ratios. */
package dev.highorder.demo.bench.harness;
