/**
 * One image: decoding files, RGB planes, scaling, normalisation. Nothing here imports an engine or
 * another room.
 */
package dev.highorder.image;
