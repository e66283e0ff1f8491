package example;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import java.util.List;

/** A nested class with several constructors, whose parameters have names that we use too. */
class Outer {

  @HighOrder(scheme = Scheme.EULER, blocks = 2)
  static class Nested extends SequentialBlock {

    @SuppressWarnings("this-escape")
    Nested(int blocks, List<? extends Number> classes) {
      add(Linear.builder().setUnits(blocks).build());
    }

    protected Nested() {
      this(3, List.of());
    }

    private Nested(long ignored) {}
  }
}
