/** A saved classifier as a directory: its manifest, its parameters, writing and checked reading. */
package dev.highorder.artifact;
