package example;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;

/** The schemes that have no tableau, and sub-nets that several stages share. */
public final class Families {

  private Families() {}

  @HighOrder(scheme = Scheme.REVNET, blocks = 14)
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 14, weights = Weights.PER_BLOCK, name = "Poly2")
  @HighOrder(
      scheme = Scheme.POLYNET2,
      blocks = 14,
      weights = Weights.PER_BLOCK_EXCEPT_NORMS,
      name = "Poly2Norms")
  @HighOrder(scheme = Scheme.POLYNET_2WAY, blocks = 14)
  @HighOrder(scheme = Scheme.LM_RESNET, blocks = 28)
  @HighOrder(scheme = Scheme.LEAPFROG, blocks = 28, h = 0.5)
  @HighOrder(
      scheme = Scheme.RK4,
      blocks = 7,
      weights = Weights.SHARED,
      step = StepSize.DIVIDED,
      name = "NeuralOde")
  public static Block unit(int channels) {
    return Linear.builder().setUnits(channels).build();
  }
}
