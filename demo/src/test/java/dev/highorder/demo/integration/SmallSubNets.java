package dev.highorder.demo.integration;

import static dev.highorder.Scheme.*;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.StepSize;
import dev.highorder.Weights;

/** Small sub-nets whose mathematics a test can compute by itself, annotated as a user would. */
final class SmallSubNets {

  private SmallSubNets() {}

  /** F(y) = A y. */
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
        VERNER8_AS_PUBLISHED
      },
      blocks = 1)
  static Block linear(int size) {
    return Linear.builder().setUnits(size).optBias(false).build();
  }

  /** F(y) = tanh(A y + c). */
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
        POLYNET3,
        POLYNET_3WAY
      },
      blocks = 1)
  @HighOrder(
      scheme = {REVNET, POLYNET2, POLYNET_2WAY, LM_RESNET},
      subNets = 4)
  @HighOrder(scheme = REVNET, subNets = 4, weights = Weights.SHARED, name = "TanhRevnetShared")
  @HighOrder(scheme = POLYNET2, subNets = 4, weights = Weights.PER_BLOCK, name = "TanhPoly2")
  @HighOrder(scheme = LEAPFROG, subNets = 4, h = 0.5)
  @HighOrder(scheme = LEAPFROG, subNets = 4, step = StepSize.DIVIDED, name = "TanhLeapfrog")
  @HighOrder(
      scheme = RK4,
      blocks = 3,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      name = "TanhOde")
  @HighOrder(scheme = HEUN2, blocks = 2, weights = Weights.PER_BLOCK, name = "TanhHeun")
  @HighOrder(scheme = EULER, blocks = 3, afterSum = AfterSum.RELU, name = "TanhEulerRelu")
  @HighOrder(
      scheme = RK4,
      blocks = 2,
      step = StepSize.DIVIDED,
      afterSum = AfterSum.RELU,
      name = "TanhRk4Relu")
  @HighOrder(scheme = POLYNET3, blocks = 2, afterSum = AfterSum.RELU, name = "TanhPolynet3Relu")
  @HighOrder(scheme = LM_RESNET, blocks = 4, afterSum = AfterSum.RELU, name = "TanhLmResnetRelu")
  static Block tanhLayer(int size) {
    return new SequentialBlock().add(Linear.builder().setUnits(size).build()).add(Activation::tanh);
  }
}
