/**
 * One image: decoding files, RGB planes, scaling, normalisation. Nothing here imports an engine, or
 * another room but {@code text}.
 */
package dev.highorder.image;
