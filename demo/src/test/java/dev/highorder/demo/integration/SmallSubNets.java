package dev.highorder.demo.integration;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;

/** Small sub-nets whose mathematics a test can do by itself, annotated as a user would. */
final class SmallSubNets {

  private SmallSubNets() {}

  /** F(y) = A y. */
  @HighOrder(scheme = Scheme.EULER, blocks = 1)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 1)
  @HighOrder(scheme = Scheme.HEUN2, blocks = 1)
  @HighOrder(scheme = Scheme.RALSTON2, blocks = 1)
  @HighOrder(scheme = Scheme.HEUN3, blocks = 1)
  @HighOrder(scheme = Scheme.KUTTA3, blocks = 1)
  @HighOrder(scheme = Scheme.SSPRK3, blocks = 1)
  @HighOrder(scheme = Scheme.RALSTON3, blocks = 1)
  @HighOrder(scheme = Scheme.BOGACKI_SHAMPINE3, blocks = 1)
  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  @HighOrder(scheme = Scheme.RK4_UNBLENDED, blocks = 1)
  @HighOrder(scheme = Scheme.RK4_38, blocks = 1)
  @HighOrder(scheme = Scheme.GILL4, blocks = 1)
  @HighOrder(scheme = Scheme.RALSTON4, blocks = 1)
  @HighOrder(scheme = Scheme.FEHLBERG4, blocks = 1)
  @HighOrder(scheme = Scheme.CASH_KARP5, blocks = 1)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE5, blocks = 1)
  @HighOrder(scheme = Scheme.TSITOURAS5, blocks = 1)
  @HighOrder(scheme = Scheme.KUTTA_NYSTROEM5, blocks = 1)
  @HighOrder(scheme = Scheme.BUTCHER6, blocks = 1)
  @HighOrder(scheme = Scheme.BUTCHER6_LOBATTO, blocks = 1)
  @HighOrder(scheme = Scheme.HUTA6, blocks = 1)
  @HighOrder(scheme = Scheme.HUTA6_SECOND, blocks = 1)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE8, blocks = 1)
  @HighOrder(scheme = Scheme.COOPER_VERNER8, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER8_AS_PUBLISHED, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER9, blocks = 1)
  static Block linear(int size) {
    return Linear.builder().setUnits(size).optBias(false).build();
  }

  /** F(y) = tanh(A y + c). */
  @HighOrder(scheme = Scheme.EULER, blocks = 4)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 2)
  @HighOrder(scheme = Scheme.HEUN2, blocks = 2)
  @HighOrder(scheme = Scheme.RALSTON2, blocks = 2)
  @HighOrder(scheme = Scheme.HEUN3, blocks = 1)
  @HighOrder(scheme = Scheme.KUTTA3, blocks = 1)
  @HighOrder(scheme = Scheme.SSPRK3, blocks = 1)
  @HighOrder(scheme = Scheme.RALSTON3, blocks = 1)
  @HighOrder(scheme = Scheme.BOGACKI_SHAMPINE3, blocks = 1)
  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  @HighOrder(scheme = Scheme.RK4_UNBLENDED, blocks = 1)
  @HighOrder(scheme = Scheme.RK4_38, blocks = 1)
  @HighOrder(scheme = Scheme.GILL4, blocks = 1)
  @HighOrder(scheme = Scheme.RALSTON4, blocks = 1)
  @HighOrder(scheme = Scheme.FEHLBERG4, blocks = 1)
  @HighOrder(scheme = Scheme.CASH_KARP5, blocks = 1)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE5, blocks = 1)
  @HighOrder(scheme = Scheme.TSITOURAS5, blocks = 1)
  @HighOrder(scheme = Scheme.KUTTA_NYSTROEM5, blocks = 1)
  @HighOrder(scheme = Scheme.BUTCHER6, blocks = 1)
  @HighOrder(scheme = Scheme.BUTCHER6_LOBATTO, blocks = 1)
  @HighOrder(scheme = Scheme.HUTA6, blocks = 1)
  @HighOrder(scheme = Scheme.HUTA6_SECOND, blocks = 1)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE8, blocks = 1)
  @HighOrder(scheme = Scheme.COOPER_VERNER8, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER8_AS_PUBLISHED, blocks = 1)
  @HighOrder(scheme = Scheme.VERNER9, blocks = 1)
  @HighOrder(scheme = Scheme.REVNET, blocks = 2)
  @HighOrder(
      scheme = Scheme.REVNET,
      blocks = 2,
      weights = Weights.SHARED,
      name = "TanhRevnetShared")
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 2)
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 2, weights = Weights.PER_BLOCK, name = "TanhPoly2")
  @HighOrder(scheme = Scheme.POLYNET3, blocks = 1)
  @HighOrder(scheme = Scheme.LM_RESNET, blocks = 4)
  @HighOrder(scheme = Scheme.LEAPFROG, blocks = 4, h = 0.5)
  @HighOrder(scheme = Scheme.LEAPFROG, blocks = 4, step = StepSize.DIVIDED, name = "TanhLeapfrog")
  @HighOrder(
      scheme = Scheme.RK4,
      blocks = 3,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      name = "TanhOde")
  @HighOrder(scheme = Scheme.HEUN2, blocks = 2, weights = Weights.PER_BLOCK, name = "TanhHeun")
  static Block tanhLayer(int size) {
    return new SequentialBlock().add(Linear.builder().setUnits(size).build()).add(Activation::tanh);
  }
}
