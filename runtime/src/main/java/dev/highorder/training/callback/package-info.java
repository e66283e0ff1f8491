/**
 * Callbacks of a training run: the interface, what a callback may ask and change, and those of this
 * library, which use nothing that a user's callback could not.
 */
package dev.highorder.training.callback;
