package dev.highorder.demo.experiment.surface;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A measured loss surface.
 *
 * @param scheme the scheme of the network
 * @param seed of its weights, its directions and its images
 * @param losses the mean cross entropies by the factor of the second direction, then by that of the
 *     first, both from the smallest to the largest
 */
public record LossSurface(SurfaceScheme scheme, long seed, List<List<Double>> losses) {

  /** Copies the losses. */
  public LossSurface {
    losses = losses.stream().map(List::copyOf).toList();
  }

  private DoubleStream values() {
    return losses.stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
  }

  /** Returns the smallest and the largest loss. */
  public LossRange range() {
    return new LossRange(values().min().orElseThrow(), values().max().orElseThrow());
  }

  /** Returns the loss of the network itself, which is in the middle. */
  public double middle() {
    int middle = losses.size() / 2;
    return losses.get(middle).get(middle);
  }
}
