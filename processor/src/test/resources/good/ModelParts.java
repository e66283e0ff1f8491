package example;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;

/** Factory methods: the parts of a model that exists already, not edited but for the annotation. */
public final class ModelParts {

  private ModelParts() {}

  @HighOrder(scheme = Scheme.RK4, blocks = {3, 4, 6, 3})
  public static Block bottleneck(int channels, float dropout, String... tags) {
    return Linear.builder().setUnits(channels).build();
  }

  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 1, name = "Tanh")
  static SequentialBlock activation() {
    return new SequentialBlock().add(Activation::tanh);
  }
}
