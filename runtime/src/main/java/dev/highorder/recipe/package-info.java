/** How a network is trained, as plain values that are printed, saved and compared. */
package dev.highorder.recipe;
