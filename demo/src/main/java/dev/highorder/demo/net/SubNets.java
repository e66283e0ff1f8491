package dev.highorder.demo.net;

import ai.djl.nn.Block;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;
import dev.highorder.subnet.BottleneckSubNet;
import dev.highorder.subnet.CotSubNet;
import dev.highorder.subnet.MbConvSubNet;
import dev.highorder.subnet.PreActivationSubNet;
import dev.highorder.subnet.SeBottleneckSubNet;
import dev.highorder.subnet.SeVggSubNet;
import dev.highorder.subnet.VggSubNet;
import dev.highorder.subnet.VisionTransformerSubNet;

/**
 * The sub-nets of the demo, annotated with schemes; about 56 layers a stack, as near as whole
 * blocks come: the paper's depth of 58.
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

  /** Three layers, a quarter of the channels inside. */
  @HighOrder(scheme = Scheme.EULER, blocks = 18)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 9)
  @HighOrder(scheme = Scheme.RK4, blocks = 5)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 1,
      step = StepSize.LEARNED,
      name = "BottleneckVerner8Adaptive")
  public static Block bottleneck(int channels) {
    return new BottleneckSubNet(channels);
  }

  /** The sub-net of VGG with squeeze-and-excitation. */
  @HighOrder(scheme = Scheme.EULER, blocks = 28)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
  @HighOrder(scheme = Scheme.RK4, blocks = 7)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 2)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 2,
      step = StepSize.LEARNED,
      name = "SeVggVerner8Adaptive")
  public static Block seVgg(int channels) {
    return new SeVggSubNet(channels);
  }

  /** The bottleneck with squeeze-and-excitation. */
  @HighOrder(scheme = Scheme.EULER, blocks = 18)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 9)
  @HighOrder(scheme = Scheme.RK4, blocks = 5)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 1,
      step = StepSize.LEARNED,
      name = "SeBottleneckVerner8Adaptive")
  public static Block seBottleneck(int channels) {
    return new SeBottleneckSubNet(channels);
  }

  /** The mobile inverted bottleneck of EfficientNet. */
  @HighOrder(scheme = Scheme.EULER, blocks = 18)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 9)
  @HighOrder(scheme = Scheme.RK4, blocks = 5)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 1,
      step = StepSize.LEARNED,
      name = "MbConvVerner8Adaptive")
  public static Block mbConv(int channels) {
    return new MbConvSubNet(channels);
  }

  /** The bottleneck with a contextual transformer layer. */
  @HighOrder(scheme = Scheme.EULER, blocks = 18)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 9)
  @HighOrder(scheme = Scheme.RK4, blocks = 5)
  @HighOrder(scheme = Scheme.VERNER8, blocks = 1)
  @HighOrder(
      scheme = Scheme.VERNER8,
      blocks = 1,
      step = StepSize.LEARNED,
      name = "CotVerner8Adaptive")
  public static Block cot(int channels) {
    return new CotSubNet(channels);
  }

  /** A transformer block on tokens, with four heads. */
  @HighOrder(scheme = Scheme.EULER, blocks = 8)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 4)
  @HighOrder(scheme = Scheme.RK4, blocks = 2)
  public static Block vit(int features) {
    return new VisionTransformerSubNet(features, 4);
  }
}
