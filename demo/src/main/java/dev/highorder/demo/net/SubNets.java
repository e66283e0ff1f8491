package dev.highorder.demo.net;

import ai.djl.nn.Block;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;
import dev.highorder.subnet.PreActivationSubNet;
import dev.highorder.subnet.VggSubNet;

/**
 * The sub-nets of the demo, annotated with schemes; 28 sub-nets a stack, or as near as whole blocks
 * come: the paper's depth of 58 layers.
 *
 * <p>The compiler generates {@code VggEuler}, {@code VggMidpoint}, {@code VggRk4} and so on beside
 * this class.
 */
public final class SubNets {

  private SubNets() {}

  /**
   * The paper's sub-net: conv3x3-BN-ReLU twice, by every scheme; adaptive ones train h, the ODE has
   * one sub-net for all blocks.
   */
  @HighOrder(scheme = Scheme.EULER, blocks = 28)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
  @HighOrder(scheme = Scheme.HEUN2, blocks = 14)
  @HighOrder(scheme = Scheme.RALSTON2, blocks = 14)
  @HighOrder(scheme = Scheme.HEUN3, blocks = 9)
  @HighOrder(scheme = Scheme.KUTTA3, blocks = 9)
  @HighOrder(scheme = Scheme.SSPRK3, blocks = 9)
  @HighOrder(scheme = Scheme.RALSTON3, blocks = 9)
  @HighOrder(scheme = Scheme.BOGACKI_SHAMPINE3, blocks = 9)
  @HighOrder(scheme = Scheme.RK4, blocks = 7)
  @HighOrder(scheme = Scheme.RK4_UNBLENDED, blocks = 7)
  @HighOrder(scheme = Scheme.RK4_38, blocks = 7)
  @HighOrder(scheme = Scheme.GILL4, blocks = 7)
  @HighOrder(scheme = Scheme.RALSTON4, blocks = 7)
  @HighOrder(scheme = Scheme.FEHLBERG4, blocks = 6)
  @HighOrder(scheme = Scheme.CASH_KARP5, blocks = 5)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE5, blocks = 5)
  @HighOrder(scheme = Scheme.TSITOURAS5, blocks = 5)
  @HighOrder(scheme = Scheme.KUTTA_NYSTROEM5, blocks = 5)
  @HighOrder(scheme = Scheme.BUTCHER6, blocks = 4)
  @HighOrder(scheme = Scheme.BUTCHER6_LOBATTO, blocks = 4)
  @HighOrder(scheme = Scheme.HUTA6, blocks = 4)
  @HighOrder(scheme = Scheme.HUTA6_SECOND, blocks = 4)
  @HighOrder(scheme = Scheme.DORMAND_PRINCE8, blocks = 2)
  @HighOrder(scheme = Scheme.COOPER_VERNER8, blocks = 3)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 2)
  @HighOrder(scheme = Scheme.VERNER8_AS_PUBLISHED, blocks = 2)
  @HighOrder(scheme = Scheme.VERNER9, blocks = 2)
  @HighOrder(scheme = Scheme.REVNET, blocks = 14)
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 14)
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 14, weights = Weights.PER_BLOCK, name = "VggPoly2")
  @HighOrder(scheme = Scheme.POLYNET3, blocks = 9)
  @HighOrder(scheme = Scheme.LM_RESNET, blocks = 28)
  @HighOrder(scheme = Scheme.LEAPFROG, blocks = 28)
  @HighOrder(
      scheme = Scheme.RK4,
      blocks = 7,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      name = "VggRk4Ode")
  @HighOrder(scheme = Scheme.RK4, blocks = 7, step = StepSize.LEARNED, name = "VggRk4Adaptive")
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 2,
      step = StepSize.LEARNED,
      name = "VggVerner8Adaptive")
  public static Block vgg(int channels) {
    return new VggSubNet(channels);
  }

  /** The pre-activation sub-net: BN-ReLU-conv3x3 twice. */
  @HighOrder(scheme = Scheme.EULER, blocks = 28)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
  @HighOrder(scheme = Scheme.RK4, blocks = 7)
  public static Block preActivation(int channels) {
    return new PreActivationSubNet(channels);
  }
}
