package dev.highorder.demo.bench.baseline;

import dev.highorder.Scheme;

/** The baseline of each scheme. */
public final class Baselines {

  private Baselines() {}

  /** Returns whether the baseline of a scheme is written by hand, and not interpreted. */
  public static boolean isHandWritten(Scheme scheme) {
    return switch (scheme) {
      case EULER, MIDPOINT, RK4 -> true;
      default -> false;
    };
  }

  /** Returns a stack of so many blocks: by hand where there is one, else interpreted. */
  public static PlainStack of(Scheme scheme, int blocks, int channels) {
    return switch (scheme) {
      case EULER -> new EulerStack(blocks, channels);
      case MIDPOINT -> new MidpointStack(blocks, channels);
      case RK4 -> new Rk4Stack(blocks, channels);
      default -> new InterpretedStack(scheme, blocks, channels);
    };
  }
}
