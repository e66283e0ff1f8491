package dev.highorder.dataset.image;

import dev.highorder.image.Normalisation;

/**
 * The properties of a set that depend on every one of its images.
 *
 * @param sha256 the checksum of all examples
 * @param normalisation the one that gives the pixels mean 0 and variance 1
 */
record ImageMeasurements(String sha256, Normalisation normalisation) {}
