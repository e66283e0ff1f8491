package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.surface.SurfaceScheme;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scheme that is compared by training.
 *
 * @param title its name for people, with the step size if that is not 1
 * @param suffix the end of the names of its stacks
 * @param stages the sub-nets of a block
 * @param h the step size
 */
record ComparedScheme(String title, String suffix, int stages, double h) {

  static final ComparedScheme EULER = of(SurfaceScheme.EULER);
  static final ComparedScheme MIDPOINT = of(SurfaceScheme.MIDPOINT);
  static final ComparedScheme RK4 = of(SurfaceScheme.RK4);
  static final ComparedScheme VERNER8 = of(SurfaceScheme.VERNER8);
  static final ComparedScheme VERNER8_AS_PUBLISHED = of(SurfaceScheme.VERNER8_AS_PUBLISHED);
  static final ComparedScheme EULER_QUARTER = of(SurfaceScheme.EULER_QUARTER);
  static final ComparedScheme MIDPOINT_HALF = of(SurfaceScheme.MIDPOINT_HALF);
  static final ComparedScheme MIDPOINT_TWO = of(SurfaceScheme.MIDPOINT_TWO);
  static final ComparedScheme RK4_FOUR = of(SurfaceScheme.RK4_FOUR);
  static final ComparedScheme EULER_FOURTEENTH = of(SurfaceScheme.EULER_FOURTEENTH);
  static final ComparedScheme RK4_LEARNED =
      new ComparedScheme("RK4, h learned", "rk4-adaptive", 4, 1);
  static final ComparedScheme VERNER8_LEARNED =
      new ComparedScheme("Verner 8, h learned", "verner8-adaptive", 14, 1);
  static final ComparedScheme RK4_UNBLENDED =
      new ComparedScheme("RK4, unblended", "rk4-unblended", 4, 1);

  /** The schemes that the paper compares, with both tables of Verner's coefficients. */
  static final List<ComparedScheme> OF_THE_PAPER =
      List.of(EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED, VERNER8_LEARNED);

  /** Those with step size 1, and controls that integrate over the time of another one. */
  static final List<ComparedScheme> WITH_CONTROLS =
      Stream.concat(
              Arrays.stream(SurfaceScheme.values()).map(ComparedScheme::of),
              Stream.of(VERNER8_LEARNED))
          .toList();

  private static ComparedScheme of(SurfaceScheme scheme) {
    return new ComparedScheme(
        scheme.title(), scheme.suffix(), scheme.stages(), scheme.time(scheme.stages()));
  }

  /** Returns those that divide a number of sub-nets into whole blocks. */
  static List<ComparedScheme> dividing(int subNets, List<ComparedScheme> schemes) {
    return schemes.stream()
        .filter(scheme -> subNets % scheme.stages() == 0)
        .filter(scheme -> !scheme.equals(EULER_FOURTEENTH) || subNets % VERNER8.stages() == 0)
        .toList();
  }

  /** Returns the time over which so many sub-nets integrate. */
  double time(int subNets) {
    return (double) subNets / stages * h;
  }
}
