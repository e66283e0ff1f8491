/** Whole networks: a stem, stacks with transitions, a head. */
package dev.highorder.network;
