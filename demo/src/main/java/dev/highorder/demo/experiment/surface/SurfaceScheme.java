package dev.highorder.demo.experiment.surface;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.StackFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A scheme with its step size: those that the paper compares, whose step size is 1, and controls
 * that integrate over the time of another one.
 */
public enum SurfaceScheme {
  /** Euler's scheme, as the paper compares it. */
  EULER("Euler", "euler", 1, 1),
  /** The midpoint scheme, as the paper compares it. */
  MIDPOINT("midpoint", "midpoint", 2, 1),
  /** The fourth-order scheme, as the paper compares it. */
  RK4("RK4", "rk4", 4, 1),
  /** Verner's scheme with the coefficients of its tableau. */
  VERNER8("Verner 8", "verner8", 14, 1),
  /** Verner's scheme with the rounded coefficients that the paper prints. */
  VERNER8_AS_PUBLISHED("Verner 8, as published", "verner8-as-published", 14, 1),
  /** Euler's scheme over the time of the fourth-order scheme. */
  EULER_QUARTER("Euler, h = 1/4", "euler-h1-4", 1, 1 / 4.0),
  /** The midpoint scheme over the time of the fourth-order scheme. */
  MIDPOINT_HALF("midpoint, h = 1/2", "midpoint-h1-2", 2, 1 / 2.0),
  /** The midpoint scheme over the time of Euler's. */
  MIDPOINT_TWO("midpoint, h = 2", "midpoint-h2", 2, 2),
  /** The fourth-order scheme over the time of Euler's. */
  RK4_FOUR("RK4, h = 4", "rk4-h4", 4, 4),
  /** Euler's scheme over the time of Verner's. */
  EULER_FOURTEENTH("Euler, h = 1/14", "euler-h1-14", 1, 1 / 14.0);

  private final String title;
  private final String suffix;
  private final int stages;
  private final double stepSize;

  SurfaceScheme(String title, String suffix, int stages, double stepSize) {
    this.title = title;
    this.suffix = suffix;
    this.stages = stages;
    this.stepSize = stepSize;
  }

  /** A sub-net of two convolutions that the schemes stack. */
  public enum SubNet {
    /** BN-ReLU-conv3x3 twice, as in the code that the authors of the paper released. */
    PREACTIVATION,
    /** Conv3x3-BN-ReLU twice, as in the text of the paper. */
    VGG
  }

  /** Returns the schemes that divide a number of sub-nets into whole blocks. */
  public static List<SurfaceScheme> of(int subNets) {
    return Arrays.stream(values())
        .filter(scheme -> subNets % scheme.stages == 0)
        .filter(scheme -> scheme != EULER_FOURTEENTH || subNets % 14 == 0)
        .toList();
  }

  /** Returns its name for people, with the step size if that is not 1. */
  public String title() {
    return title;
  }

  /** Returns the end of the names of its stacks. */
  public String suffix() {
    return suffix;
  }

  /** Returns the sub-nets of a block. */
  public int stages() {
    return stages;
  }

  /** Returns the time over which a stack of so many sub-nets integrates. */
  public double time(int subNets) {
    return (double) subNets / stages * stepSize;
  }

  /** Returns whether the paper compares this scheme with this step size. */
  public boolean isOfThePaper() {
    return stepSize == 1;
  }

  StackFactory stacks(SubNet subNet) {
    return NamedStacks.get(subNet.name().toLowerCase(Locale.ROOT) + "-" + suffix);
  }

  /**
   * Returns the range that the paper prints for networks of 18 layers (Fig. 4) and 58 layers (Fig.
   * 8). Its range for Verner's scheme lies below ln 10, the loss of a guess among ten classes.
   *
   * @param subNets 8 or 28, the sub-nets of those networks; others are not in the paper
   */
  public Optional<LossRange> paperRange(int subNets) {
    return Optional.ofNullable(
        switch (subNets) {
          case 8 ->
              switch (this) {
                case EULER -> new LossRange(0, 43.16);
                case MIDPOINT -> new LossRange(8.20, 18.79);
                case RK4 -> new LossRange(1.99, 3.08);
                default -> null;
              };
          case 28 ->
              switch (this) {
                case EULER -> new LossRange(1e5, 1e7);
                case MIDPOINT -> new LossRange(1028, 7097);
                case RK4 -> new LossRange(4.76, 13.04);
                case VERNER8 -> new LossRange(1.47, 1.90);
                default -> null;
              };
          default -> null;
        });
  }
}
