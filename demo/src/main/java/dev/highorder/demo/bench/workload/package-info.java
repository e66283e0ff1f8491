/** The computations that are measured: networks and stacks on each side of a comparison. */
package dev.highorder.demo.bench.workload;
