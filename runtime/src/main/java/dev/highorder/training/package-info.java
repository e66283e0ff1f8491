/**
 * Training a network: the fit loop, its training step and how the passes of a step are computed.
 *
 * <p>Start with {@link dev.highorder.training.FitLoop}. The loop itself learns and evaluates;
 * whatever else happens during a run is a callback.
 */
package dev.highorder.training;
