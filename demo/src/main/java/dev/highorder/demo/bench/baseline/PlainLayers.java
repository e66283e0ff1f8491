package dev.highorder.demo.bench.baseline;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/** The layers of the baselines, from DJL alone. */
public final class PlainLayers {

  private PlainLayers() {}

  /** Returns a 3x3 convolution, batch normalisation and ReLU. */
  static SequentialBlock convolution(int channels) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(channels)
                .optBias(false)
                .build())
        .add(BatchNorm.builder().build())
        .add(Activation::relu);
  }

  /** Returns the VGG sub-net: two such convolutions. */
  static Block subNet(int channels) {
    return new SequentialBlock().add(convolution(channels)).add(convolution(channels));
  }

  /** Returns a network: a convolution as stem, the stack, and a linear layer on the mean. */
  public static Block network(Block stack, int channels, int classes) {
    return new SequentialBlock()
        .add(convolution(channels))
        .add(stack)
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }
}
