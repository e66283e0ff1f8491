/** Texts as examples: labelled sets of them. */
package dev.highorder.dataset.text;
