package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.highorder.subnet.ConvolutionUnit;

/** The block between two stacks. It changes the width and, for images, halves height and width. */
public enum Transition {

  /** A 3x3 convolution of stride 2 with batch normalisation and ReLU. */
  CONVOLUTION {
    @Override
    Block create(int width) {
      return new ConvolutionUnit(width, 2);
    }
  },

  /** A 1x1 convolution of stride 2 with batch normalisation (He et al. 2016, option B). */
  PROJECTION {
    @Override
    Block create(int width) {
      return new SequentialBlock()
          .add(
              Conv2d.builder()
                  .setKernelShape(new Shape(1, 1))
                  .setFilters(width)
                  .optStride(new Shape(2, 2))
                  .optBias(false)
                  .build())
          .add(BatchNorm.builder().build());
    }
  },

  /**
   * Every second pixel of every second row, with channels of zeros appended (He et al. 2016, option
   * A). It has no parameters and cannot reduce the width.
   */
  OPTION_A {
    @Override
    Block create(int width) {
      return new ZeroPaddedShortcut(width);
    }
  },

  /** A linear layer over the last dimension, for token sequences and vectors. */
  LINEAR {
    @Override
    Block create(int width) {
      return Linear.builder().setUnits(width).build();
    }
  };

  /** Returns a new block whose output has the width. */
  abstract Block create(int width);
}
