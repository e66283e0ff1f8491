package dev.highorder.demo.integration;

import static dev.highorder.Scheme.EULER;
import static dev.highorder.Scheme.RK4;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import dev.highorder.HighOrder;

/** A sub-net for images that is not public, hence generated classes that are not. */
final class HiddenUnits {

  private HiddenUnits() {}

  /** A 3x3 convolution and tanh. */
  @HighOrder(
      scheme = {EULER, RK4},
      subNets = 4)
  static Block hiddenUnit(int channels) {
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
