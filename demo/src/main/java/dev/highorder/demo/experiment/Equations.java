package dev.highorder.demo.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;

/**
 * Differential equations with known solutions, annotated as sub-nets that all blocks share, so that
 * a stack solves them over the time 2 in as many steps as it has blocks.
 */
final class Equations {

  private Equations() {}

  /**
   * The plane turns as fast as it is far from the origin: {@code y1' = -|y|^2 y2, y2' = |y|^2 y1}.
   * From (1, 0) it leads to (cos t, sin t).
   */
  @HighOrder(
      scheme = Scheme.EULER,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.MIDPOINT,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.HEUN2,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RALSTON2,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.HEUN3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.KUTTA3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.SSPRK3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RALSTON3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.BOGACKI_SHAMPINE3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RK4,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RK4_UNBLENDED,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RK4_38,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.GILL4,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.RALSTON4,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.FEHLBERG4,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.CASH_KARP5,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.DORMAND_PRINCE5,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.TSITOURAS5,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.KUTTA_NYSTROEM5,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.BUTCHER6,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.BUTCHER6_LOBATTO,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.HUTA6,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.HUTA6_SECOND,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.DORMAND_PRINCE8,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.COOPER_VERNER8,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.VERNER9,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.VERNER8_AS_PUBLISHED,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.POLYNET2,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.POLYNET3,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block turning() {
    return LambdaBlock.singleton(Equations::turn, "turning");
  }

  private static NDArray turn(NDArray y) {
    NDArray quarterTurn =
        y.getManager().create(new double[][] {{0, 1}, {-1, 0}}).toType(y.getDataType(), false);
    return y.matMul(quarterTurn).mul(y.square().sum(new int[] {1}, true));
  }

  /** {@code y' = sin y}; from q it leads to {@code 2 atan(tan(q / 2) e^t)}. */
  @HighOrder(
      scheme = Scheme.REVNET,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = Scheme.LM_RESNET,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block sine() {
    return LambdaBlock.singleton(NDArray::sin, "sine");
  }

  /** {@code y'' = -y}; from 1, at rest at the time -s, it leads to cos(t + s) / cos s. */
  @HighOrder(
      scheme = Scheme.LEAPFROG,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block spring() {
    return LambdaBlock.singleton(NDArray::neg, "spring");
  }
}
