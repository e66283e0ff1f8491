/**
 * Stacks as a user would write them without this library, to compare generated ones with. Euler,
 * midpoint and RK4 are written by hand with DJL alone.
 */
package dev.highorder.demo.bench.baseline;
