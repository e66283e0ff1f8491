package dev.highorder.demo.integration;

import static dev.highorder.Scheme.HEUN2;
import static dev.highorder.Scheme.MIDPOINT;
import static dev.highorder.Scheme.RK4;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import dev.highorder.HighOrder;
import dev.highorder.StepSize;
import dev.highorder.subnet.ConvolutionUnit;

/** Sub-nets as a user brings them to the command line and to DJL. */
final class OwnSubNets {

  private OwnSubNets() {}

  /** A sub-net of images. */
  @HighOrder(scheme = RK4, blocks = 1)
  @HighOrder(scheme = RK4, blocks = 1, step = StepSize.LEARNED, name = "LeafAdaptive")
  static Block leaf(int channels) {
    return new SequentialBlock().add(new ConvolutionUnit(channels)).add(Activation::tanh);
  }

  /** A sub-net of tokens. */
  @HighOrder(scheme = MIDPOINT, blocks = 1)
  static Block leafTokens(int features) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(features).build())
        .add(Activation::tanh);
  }

  /** A sub-net that takes any width and has no parameters. */
  @HighOrder(scheme = HEUN2, blocks = 1)
  static Block leafNorm() {
    return new SequentialBlock().add(BatchNorm.builder().build()).add(Activation::tanh);
  }

  /** A sub-net that takes more than a width. */
  @HighOrder(scheme = RK4, blocks = 1)
  static Block leafDropout(float rate, int channels) {
    return new SequentialBlock().add(leaf(channels)).add(Dropout.builder().optRate(rate).build());
  }

  /** A class that no program should run because a user named it. */
  static final class Loud {
    static {
      System.setProperty("loud", "yes");
    }

    private Loud() {}
  }
}
