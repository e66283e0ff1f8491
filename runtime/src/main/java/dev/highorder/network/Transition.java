package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.highorder.subnet.ConvolutionUnit;

/** What joins two stacks: it leads from one width to the next, and halves images. */
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
   * No parameters: every second pixel of every second row, and zeros for the channels that there
   * are more (He et al. 2016, option A). The width may not shrink.
   */
  OPTION_A {
    @Override
    Block create(int width) {
      return new ZeroPaddedShortcut(width);
    }
  },

  /** A linear layer over the last dimension, for tokens and vectors. */
  LINEAR {
    @Override
    Block create(int width) {
      return Linear.builder().setUnits(width).build();
    }
  };

  /** Returns a block that leads to a width. */
  abstract Block create(int width);
}
