/** A data set that needs no files: images of ten shapes, drawn from a seed. */
package dev.highorder.shapes;
