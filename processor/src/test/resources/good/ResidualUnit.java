package example;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;

/** The plain case: one class, one constructor, every scheme. */
@HighOrder(scheme = Scheme.EULER, blocks = 28)
@HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
@HighOrder(scheme = Scheme.RK4, blocks = 7)
public final class ResidualUnit extends SequentialBlock {

  @SuppressWarnings("this-escape")
  public ResidualUnit(int channels) {
    add(Linear.builder().setUnits(channels).build());
  }
}
