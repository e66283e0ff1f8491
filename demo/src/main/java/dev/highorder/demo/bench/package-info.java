/** The benchmarks, one class for each, with the rows of their results. */
package dev.highorder.demo.bench;
