/** Counts and times of a served classifier as meters of Micrometer, which is optional. */
package dev.highorder.serving.metrics;
