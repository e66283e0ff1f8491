/** The benchmarks, one class for each: what they compare, and the rows of their results. */
package dev.highorder.demo.bench;
