package example;

import static dev.highorder.Scheme.MIDPOINT;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import dev.highorder.HighOrder;
import lombok.Builder;
import lombok.experimental.UtilityClass;

/** The sub-nets of this program. */
@UtilityClass
public class Models {

  /** A convolution as Lombok's builder describes it. */
  @Builder
  private record Convolution(int channels, int side) {

    Block block() {
      return Conv2d.builder()
          .setKernelShape(new Shape(side, side))
          .setFilters(channels)
          .optPadding(new Shape(side / 2, side / 2))
          .build();
    }
  }

  @HighOrder(scheme = MIDPOINT, blocks = 1)
  public static Block tanhUnit(int channels) {
    return new SequentialBlock()
        .add(Convolution.builder().channels(channels).side(3).build().block())
        .add(Activation::tanh);
  }
}
