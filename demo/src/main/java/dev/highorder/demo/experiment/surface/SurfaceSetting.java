package dev.highorder.demo.experiment.surface;

import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;

/**
 * All that a loss surface is measured with, besides scheme, seed and images.
 *
 * @param subNet the sub-net of all stages
 * @param subNets the sub-nets of the one stack, each of two layers: 8 in networks of 18 layers
 * @param width the channels
 * @param isNormalised whether batch normalisation takes the statistics of the batch; if not, it
 *     takes the running statistics, which are 0 and 1 in a network that was never trained: it does
 *     nothing
 * @param radius the largest factor of each direction; the surface is a square of twice that side
 * @param points the points along a side, odd, so that the network itself is one of them
 * @param images the images whose mean cross entropy is the loss
 * @param trained the training images that the network has learned from, once; 0 if it is untrained
 */
public record SurfaceSetting(
    SubNet subNet,
    int subNets,
    int width,
    boolean isNormalised,
    double radius,
    int points,
    int images,
    int trained) {

  /** The sub-nets of the networks of Fig. 4, which have 18 layers. */
  public static final int FIG4_SUB_NETS = 8;

  /** The sub-nets of the networks of Fig. 8, which have 58 layers. */
  public static final int FIG8_SUB_NETS = 28;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range; the message names it
   */
  public SurfaceSetting {
    require(subNets >= 1, "sub-nets", subNets, "at least 1");
    require(width >= 1, "channels", width, "at least 1");
    require(radius > 0 && Double.isFinite(radius), "radius", radius, "a positive number");
    require(points >= 3 && points % 2 == 1, "points", points, "an odd number of at least 3");
    require(images >= 1, "images", images, "at least 1");
    require(trained >= 0, "training images", trained, "0 or more");
  }

  private static void require(boolean holds, String what, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A loss surface cannot have the %s %s. Give %s.".formatted(what, value, wanted));
    }
  }

  /**
   * Returns the setting in which the surfaces of untrained networks have the size that the paper
   * prints: the pre-activation sub-net, batch normalisation switched off, and a square of 0.25.
   */
  public static SurfaceSetting ofThePaper(int subNets) {
    return new SurfaceSetting(SubNet.PREACTIVATION, subNets, 64, false, 0.25, 5, 32, 0);
  }

  /** Returns the factor of a direction at a point of a side, counted from 0. */
  public double factor(int point) {
    return radius * (2.0 * point / (points - 1) - 1);
  }

  /** Returns the layers of a network: two for each sub-net, stem and head. */
  public int layers() {
    return 2 * subNets + 2;
  }
}
