/** Images as examples: a labelled set of them in memory, their augmentation, sheets to look at. */
package dev.highorder.dataset.image;
