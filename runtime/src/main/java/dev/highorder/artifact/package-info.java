/**
 * A saved classifier as a directory: its manifest, its parameters, writing and checked reading.
 * What an application does with it is in other rooms.
 */
package dev.highorder.artifact;
