package example;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.highorder.HighOrder;
import dev.highorder.Tableau;

/** Tableaus of the user's own, drawn in place and shared by name, with roots and decimals. */
final class OwnMethods {

  private OwnMethods() {}

  @Tableau(
      order = 3,
      source = "Kutta 1901",
      value =
          """
           0  |
          1/2 | 1/2
           1  | -1   2
              | 1/6 2/3 1/6
          """)
  interface Simpson {}

  @HighOrder(tableauOf = Simpson.class, blocks = 9)
  @HighOrder(
      tableau =
          @Tableau(
              """
              0 |
              ½ | ½
              ½ | (√2 − 1)/2   (2 − √2)/2
              1 |     0           −√2/2    (2 + √2)/2
                |    1/6       (2 − √2)/6  (2 + √2)/6  1/6
              """),
      subNets = 28)
  @HighOrder(
      tableau = @Tableau(order = 0, value = "| 0.123456789012; | 0.5 0.4"),
      blocks = 2,
      name = "Lossy")
  static Block tanh() {
    return new SequentialBlock().add(Activation::tanh);
  }
}
