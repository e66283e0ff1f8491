package example;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;

/** Several schemes at equal depth, over the same time. */
public final class EqualDepth {

  private EqualDepth() {}

  @HighOrder(scheme = {Scheme.EULER, Scheme.KUTTA3}, subNets = 27, step = StepSize.DIVIDED)
  public static Block layer(int channels) {
    return Linear.builder().setUnits(channels).build();
  }
}
