/**
 * The settings of a training run as plain values that are printed, saved and compared: recipe,
 * learning rate, update rule.
 */
package dev.highorder.recipe;
