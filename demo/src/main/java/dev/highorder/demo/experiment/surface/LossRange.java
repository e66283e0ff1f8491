package dev.highorder.demo.experiment.surface;

/**
 * The smallest and the largest loss of a surface.
 *
 * @param least the mean cross entropy of the best point
 * @param greatest that of the worst point; infinite or NaN if a loss is
 */
public record LossRange(double least, double greatest) {}
