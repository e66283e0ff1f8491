package dev.highorder.demo.experiment;

import static dev.highorder.Scheme.*;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import dev.highorder.HighOrder;
import dev.highorder.StepSize;
import dev.highorder.Weights;

/**
 * Differential equations with known solutions, annotated as sub-nets that all blocks share. A stack
 * solves its equation over the time 2 in as many steps as it has blocks.
 */
final class Equations {

  private Equations() {}

  /**
   * A rotation whose speed grows with the distance from the origin: {@code y1' = -|y|^2 y2, y2' =
   * |y|^2 y1}. From (1, 0) it leads to (cos t, sin t). Sub-nets side by side add up, so that
   * PolyNet's 2-way covers the time 2 with h = 1, and 3-way with h = 2/3.
   */
  @HighOrder(
      scheme = {
        EULER,
        MIDPOINT,
        HEUN2,
        RALSTON2,
        HEUN3,
        KUTTA3,
        SSPRK3,
        RALSTON3,
        BOGACKI_SHAMPINE3,
        RK4,
        RK4_UNBLENDED,
        RK4_38,
        GILL4,
        RALSTON4,
        FEHLBERG4,
        CASH_KARP5,
        DORMAND_PRINCE5,
        TSITOURAS5,
        KUTTA_NYSTROEM5,
        BUTCHER6,
        BUTCHER6_LOBATTO,
        HUTA6,
        HUTA6_SECOND,
        DORMAND_PRINCE8,
        COOPER_VERNER8,
        VERNER8,
        VERNER9,
        VERNER8_AS_PUBLISHED,
        POLYNET2,
        POLYNET3
      },
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  @HighOrder(
      scheme = POLYNET_2WAY,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 1)
  @HighOrder(
      scheme = POLYNET_3WAY,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2.0 / 3)
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
      scheme = {REVNET, LM_RESNET},
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block sine() {
    return LambdaBlock.singleton(NDArray::sin, "sine");
  }

  /** {@code y'' = -y}; from 1, at rest at the time -s, it leads to cos(t + s) / cos s. */
  @HighOrder(
      scheme = LEAPFROG,
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block spring() {
    return LambdaBlock.singleton(NDArray::neg, "spring");
  }

  /**
   * Logistic growth, {@code y' = r y (1 - y)}, whose rate r is the second number of the state and
   * stays as it is. From y it leads to {@code y e^(rt) / (1 - y + y e^(rt))}.
   */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED},
      blocks = 1,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      h = 2)
  static Block logistic() {
    return LambdaBlock.singleton(Equations::grow, "logistic");
  }

  private static NDArray grow(NDArray state) {
    NDArray y = state.get(new NDIndex(":, 0:1"));
    NDArray r = state.get(new NDIndex(":, 1:2"));
    return r.mul(y).mul(y.neg().add(1)).concat(r.zerosLike(), 1);
  }
}
