/** Update rules with their state, gradient clipping and weight averages. */
package dev.highorder.optimizer;
