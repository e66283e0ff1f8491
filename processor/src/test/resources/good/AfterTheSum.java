package example;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;

/** Blocks with an activation after the sum. */
public final class AfterTheSum {

  private AfterTheSum() {}

  @HighOrder(
      scheme = {Scheme.EULER, Scheme.POLYNET3, Scheme.LM_RESNET},
      subNets = 12,
      afterSum = AfterSum.RELU)
  @HighOrder(
      scheme = Scheme.RK4,
      blocks = 3,
      step = StepSize.LEARNED,
      afterSum = AfterSum.RELU,
      name = "AdaptiveWithRelu")
  public static Block activated(int channels) {
    return Linear.builder().setUnits(channels).build();
  }
}
