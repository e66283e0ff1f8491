package example;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.Stride;

/** Sub-nets with a stride, so that the first block of a stack can change the shape. */
public final class Strided {

  private Strided() {}

  @HighOrder(
      scheme = Scheme.MIDPOINT,
      blocks = {2, 2},
      afterSum = AfterSum.RELU)
  @HighOrder(scheme = Scheme.LEAPFROG, blocks = 3)
  public static Block basic(int channels, @Stride int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .optPadding(new Shape(1, 1))
        .optStride(new Shape(stride, stride))
        .setFilters(channels)
        .build();
  }

  /** The constructor without a stride gives no methods of its own. */
  @HighOrder(scheme = Scheme.EULER, blocks = 4)
  public static final class StridedLayer extends SequentialBlock {

    public StridedLayer(int channels) {
      this(1, channels, 1f);
    }

    public StridedLayer(int channels, float rate) {
      this(1, channels, rate);
    }

    @SuppressWarnings("this-escape")
    public StridedLayer(@Stride int stride, int channels, float rate) {
      add(basic(channels, stride));
    }
  }
}
