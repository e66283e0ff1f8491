/** Benchmarks: each compares two things in one run, and prints medians and ratios. */
package dev.highorder.demo.bench;
