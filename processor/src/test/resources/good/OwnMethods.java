package example;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.highorder.HighOrder;
import dev.highorder.Tableau;

/** Methods of the user's own, written in place and shared by name, with roots and decimals. */
final class OwnMethods {

  private OwnMethods() {}

  @Tableau(a = {"1/2", "-1 2"}, b = "1/6 2/3 1/6", order = 3)
  interface Simpson {}

  @HighOrder(tableauOf = Simpson.class, blocks = 9)
  @HighOrder(
      tableau =
          @Tableau(
              a = {"1/2", "(sqrt(2)-1)/2 (2-sqrt(2))/2", "0 -sqrt(2)/2 (2+sqrt(2))/2"},
              b = "1/6 (2-sqrt(2))/6 (2+sqrt(2))/6 1/6"),
      blocks = 7)
  @HighOrder(tableau = @Tableau(a = "0.123456789012", b = "0.5 0.4", order = 0), blocks = 2, name = "Lossy")
  static Block tanh() {
    return new SequentialBlock().add(Activation::tanh);
  }
}
