/** Hooks of parameter stores that blocks hand from one to the next during a forward pass. */
package dev.highorder.parameters;
