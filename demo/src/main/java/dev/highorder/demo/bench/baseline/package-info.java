/**
 * Stacks as a user would write them by hand, with DJL alone: Euler, midpoint and RK4, to compare
 * generated stacks with.
 */
package dev.highorder.demo.bench.baseline;
