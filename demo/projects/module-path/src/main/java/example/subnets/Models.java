package example.subnets;

import static dev.highorder.Scheme.MIDPOINT;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import dev.highorder.HighOrder;

/** The sub-nets of this application. */
public final class Models {

  private Models() {}

  @HighOrder(scheme = MIDPOINT, blocks = 1)
  public static Block tanhUnit(int channels) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build())
        .add(Activation::tanh);
  }
}
