package example;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;

/** Step sizes: trained in three ways, bounded, and fixed at a number of one's own. */
final class Adaptive {

  private Adaptive() {}

  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 7, step = StepSize.LEARNED, range = {0.125, 4})
  @HighOrder(scheme = Scheme.EULER, blocks = 7, step = StepSize.LEARNED, h = 0, name = "ReZero")
  @HighOrder(scheme = Scheme.HEUN2, blocks = 7, step = StepSize.LEARNED_PER_STAGE)
  @HighOrder(scheme = Scheme.EULER, blocks = 7, step = StepSize.LEARNED_PER_CHANNEL, h = 1e-5)
  @HighOrder(scheme = Scheme.RALSTON2, blocks = 7, h = 0.5)
  static Block tanh() {
    return new SequentialBlock().add(Activation::tanh);
  }
}
