/** What is measured: a network or stack on one side of a comparison, ready to run. */
package dev.highorder.demo.bench.workload;
