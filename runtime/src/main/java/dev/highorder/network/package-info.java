/**
 * Whole networks and their parts: stems, stacks joined by transitions, heads, and copies of a
 * network's parameters.
 */
package dev.highorder.network;
