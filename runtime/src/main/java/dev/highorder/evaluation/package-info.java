/** How well a network does on pictures that it was not trained on. */
package dev.highorder.evaluation;
