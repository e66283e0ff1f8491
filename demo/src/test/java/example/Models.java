package example;

import static dev.highorder.Scheme.RK4;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import dev.highorder.HighOrder;

/** The sub-nets of this program. */
public final class Models {

  private Models() {}

  /** Three layers: a 3x3 convolution, batch normalisation and tanh. */
  @HighOrder(scheme = RK4, blocks = 1)
  public static Block tanhUnit(int channels) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build())
        .add(BatchNorm.builder().build())
        .add(Activation::tanh);
  }
}
