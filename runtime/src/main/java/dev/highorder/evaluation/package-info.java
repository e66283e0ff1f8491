/** How well a network does on images that it was not trained on. */
package dev.highorder.evaluation;
