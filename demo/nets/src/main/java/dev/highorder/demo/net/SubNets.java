package dev.highorder.demo.net;

import static dev.highorder.Scheme.*;

import ai.djl.nn.Block;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.StepSize;
import dev.highorder.Stride;
import dev.highorder.Weights;
import dev.highorder.subnet.BottleneckSubNet;
import dev.highorder.subnet.CotSubNet;
import dev.highorder.subnet.DenseSubNet;
import dev.highorder.subnet.MbConvSubNet;
import dev.highorder.subnet.PreActivationBottleneckSubNet;
import dev.highorder.subnet.PreActivationSubNet;
import dev.highorder.subnet.ResNetBasicSubNet;
import dev.highorder.subnet.ResNetBottleneckSubNet;
import dev.highorder.subnet.SeBottleneckSubNet;
import dev.highorder.subnet.SeVggSubNet;
import dev.highorder.subnet.SimplifiedCotSubNet;
import dev.highorder.subnet.VggSubNet;
import dev.highorder.subnet.VisionTransformerSubNet;

/**
 * The sub-nets of the demo, annotated with schemes. A stack has about 56 layers, the paper's depth
 * of 58 with stem and head.
 *
 * <p>The compiler generates {@code VggEuler}, {@code VggMidpoint}, {@code VggRk4} and so on in this
 * package.
 */
public final class SubNets {

  private SubNets() {}

  /**
   * The paper's sub-net, conv3x3-BN-ReLU twice, by every scheme: 28 sub-nets, or as near as the
   * stages of a scheme divide. The adaptive stacks train h; the ODE has one sub-net for all blocks.
   * The stacks whose names end in a step size integrate over the time of another scheme of the same
   * depth: H2 and H4 over that of Euler's, Half and Quarter over that of RK4, Fourteenth over that
   * of Verner's.
   */
  @HighOrder(
      scheme = {
        EULER,
        LM_RESNET,
        LEAPFROG,
        MIDPOINT,
        HEUN2,
        RALSTON2,
        REVNET,
        POLYNET2,
        POLYNET_2WAY,
        RK4,
        RK4_UNBLENDED,
        RK4_38,
        GILL4,
        RALSTON4,
        BUTCHER6,
        BUTCHER6_LOBATTO,
        VERNER8,
        VERNER8_AS_PUBLISHED
      },
      subNets = 28)
  @HighOrder(
      scheme = {HEUN3, KUTTA3, SSPRK3, RALSTON3, BOGACKI_SHAMPINE3, POLYNET3, POLYNET_3WAY},
      subNets = 27)
  @HighOrder(
      scheme = {FEHLBERG4, CASH_KARP5, DORMAND_PRINCE5, TSITOURAS5, KUTTA_NYSTROEM5, VERNER9},
      subNets = 30)
  @HighOrder(
      scheme = {HUTA6, HUTA6_SECOND},
      subNets = 32)
  @HighOrder(scheme = DORMAND_PRINCE8, subNets = 26)
  @HighOrder(scheme = COOPER_VERNER8, subNets = 33)
  @HighOrder(scheme = POLYNET2, subNets = 28, weights = Weights.PER_BLOCK, name = "VggPoly2")
  @HighOrder(
      scheme = POLYNET2,
      subNets = 28,
      weights = Weights.PER_BLOCK_EXCEPT_NORMS,
      name = "VggPoly2Norms")
  @HighOrder(
      scheme = RK4,
      subNets = 28,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      name = "VggRk4Ode")
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 4.0, name = "VggEulerQuarter")
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 14.0, name = "VggEulerFourteenth")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 1 / 2.0, name = "VggMidpointHalf")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 2, name = "VggMidpointH2")
  @HighOrder(scheme = RK4, subNets = 28, h = 4, name = "VggRk4H4")
  @HighOrder(scheme = RK4, subNets = 28, step = StepSize.LEARNED, name = "VggRk4Adaptive")
  @HighOrder(scheme = VERNER8, subNets = 28, step = StepSize.LEARNED, name = "VggVerner8Adaptive")
  public static Block vgg(int channels) {
    return new VggSubNet(channels);
  }

  /** The pre-activation sub-net, BN-ReLU-conv3x3 twice; step sizes as those of {@link #vgg}. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 28)
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 4.0, name = "PreActivationEulerQuarter")
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 14.0, name = "PreActivationEulerFourteenth")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 1 / 2.0, name = "PreActivationMidpointHalf")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 2, name = "PreActivationMidpointH2")
  @HighOrder(scheme = RK4, subNets = 28, h = 4, name = "PreActivationRk4H4")
  public static Block preActivation(int channels) {
    return new PreActivationSubNet(channels);
  }

  /**
   * The basic sub-net of a ResNet, with a ReLU after the sum of the block: by Euler's scheme and
   * with these numbers of blocks ResNet-18.
   */
  @HighOrder(
      scheme = EULER,
      blocks = {2, 2, 2, 2},
      afterSum = AfterSum.RELU)
  @HighOrder(
      scheme = {MIDPOINT, RK4},
      blocks = {1, 1, 1, 1},
      afterSum = AfterSum.RELU)
  public static Block resNet(int channels, @Stride int stride) {
    return new ResNetBasicSubNet(channels, stride);
  }

  /**
   * The bottleneck of a ResNet, with a ReLU after the sum of the block: by Euler's scheme and with
   * these numbers of blocks ResNet-50.
   */
  @HighOrder(
      scheme = EULER,
      blocks = {3, 4, 6, 3},
      afterSum = AfterSum.RELU)
  @HighOrder(
      scheme = {MIDPOINT, RK4},
      blocks = {1, 1, 1, 1},
      afterSum = AfterSum.RELU)
  public static Block resNetBottleneck(int channels, @Stride int stride) {
    return new ResNetBottleneckSubNet(channels, stride);
  }

  /**
   * The pre-activation sub-net of a ResNet of the second version, with a stride; RevNet and
   * LM-ResNet have it, too.
   */
  @HighOrder(
      scheme = {EULER, LM_RESNET},
      blocks = {2, 2, 2, 2})
  @HighOrder(
      scheme = {MIDPOINT, RK4, REVNET},
      blocks = {1, 1, 1, 1})
  public static Block resNetV2(int channels, @Stride int stride) {
    return new PreActivationSubNet(channels, stride);
  }

  /** The pre-activation bottleneck of a ResNet of the second version, with a stride. */
  @HighOrder(
      scheme = EULER,
      blocks = {3, 4, 6, 3})
  @HighOrder(
      scheme = {MIDPOINT, RK4},
      blocks = {1, 1, 1, 1})
  public static Block resNetV2Bottleneck(int channels, @Stride int stride) {
    return new PreActivationBottleneckSubNet(channels, stride);
  }

  /**
   * The blocks of the code that the authors of the paper released: the pre-activation sub-net, and
   * a ReLU after the sum.
   */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4},
      subNets = 8,
      afterSum = AfterSum.RELU)
  public static Block released(int channels, @Stride int stride) {
    return new PreActivationSubNet(channels, stride);
  }

  /** The bottleneck: three layers, a quarter of the channels inside. */
  @HighOrder(
      scheme = {EULER, MIDPOINT},
      subNets = 18)
  @HighOrder(scheme = RK4, subNets = 20)
  @HighOrder(
      scheme = {VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 14)
  @HighOrder(
      scheme = VERNER8,
      subNets = 14,
      step = StepSize.LEARNED,
      name = "BottleneckVerner8Adaptive")
  public static Block bottleneck(int channels) {
    return new BottleneckSubNet(channels);
  }

  /** The VGG sub-net with squeeze-and-excitation. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 28)
  @HighOrder(scheme = VERNER8, subNets = 28, step = StepSize.LEARNED, name = "SeVggVerner8Adaptive")
  public static Block seVgg(int channels) {
    return new SeVggSubNet(channels);
  }

  /** The bottleneck with squeeze-and-excitation. */
  @HighOrder(
      scheme = {EULER, MIDPOINT},
      subNets = 18)
  @HighOrder(scheme = RK4, subNets = 20)
  @HighOrder(
      scheme = {VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 14)
  @HighOrder(
      scheme = VERNER8,
      subNets = 14,
      step = StepSize.LEARNED,
      name = "SeBottleneckVerner8Adaptive")
  public static Block seBottleneck(int channels) {
    return new SeBottleneckSubNet(channels);
  }

  /** The mobile inverted bottleneck of EfficientNet. */
  @HighOrder(
      scheme = {EULER, MIDPOINT},
      subNets = 18)
  @HighOrder(scheme = RK4, subNets = 20)
  @HighOrder(
      scheme = {VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 14)
  @HighOrder(
      scheme = VERNER8,
      subNets = 14,
      step = StepSize.LEARNED,
      name = "MbConvVerner8Adaptive")
  public static Block mbConv(int channels) {
    return new MbConvSubNet(channels);
  }

  /**
   * The bottleneck with a contextual transformer layer, as in CoTNet. Earlier versions stacked
   * another layer by the names {@code CotEuler} and so on, which files still have: hence this name.
   */
  @HighOrder(
      scheme = {EULER, MIDPOINT},
      subNets = 18)
  @HighOrder(scheme = RK4, subNets = 20)
  @HighOrder(
      scheme = {VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 14)
  @HighOrder(
      scheme = VERNER8,
      subNets = 14,
      step = StepSize.LEARNED,
      name = "CotNetVerner8Adaptive")
  public static Block cotNet(int channels) {
    return new CotSubNet(channels);
  }

  /** The bottleneck with the simplified contextual transformer layer of earlier versions. */
  @HighOrder(
      scheme = {EULER, MIDPOINT},
      subNets = 18)
  @HighOrder(scheme = RK4, subNets = 20)
  @HighOrder(
      scheme = {VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 14)
  @HighOrder(
      scheme = VERNER8,
      subNets = 14,
      step = StepSize.LEARNED,
      name = "SimplifiedCotVerner8Adaptive")
  public static Block simplifiedCot(int channels) {
    return new SimplifiedCotSubNet(channels);
  }

  /** A transformer block on tokens, with four heads. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4},
      subNets = 8)
  public static Block vit(int features) {
    return new VisionTransformerSubNet(features, 4);
  }

  /** Two linear layers on vectors. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4},
      subNets = 8)
  public static Block dense(int features) {
    return new DenseSubNet(features);
  }
}
