package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.highorder.stack.ShapeChange;
import dev.highorder.subnet.ConvolutionUnit;

/**
 * The change of width from one stack to the next, which for images halves height and width. It is a
 * block between the two stacks, or, if the name begins with {@code SHORTCUT}, it happens within the
 * first block of the next stack, as in a ResNet: the sub-net of the first stage has stride 2 and
 * the new width, and a shortcut brings x to that shape.
 */
public enum Transition {

  /** A 3x3 convolution of stride 2 with batch normalisation and ReLU, between the stacks. */
  CONVOLUTION {
    @Override
    Block create(int width, int stride) {
      return new ConvolutionUnit(width, stride);
    }
  },

  /**
   * A 1x1 convolution of stride 2 with batch normalisation (He et al. 2016, option B), between the
   * stacks.
   */
  PROJECTION {
    @Override
    Block create(int width, int stride) {
      return projection(width, stride);
    }
  },

  /**
   * Every second pixel of every second row, with channels of zeros appended (He et al. 2016, option
   * A), between the stacks. It has no parameters and cannot reduce the width.
   */
  OPTION_A {
    @Override
    Block create(int width, int stride) {
      return ZeroPaddedShortcut.appending(width, stride);
    }
  },

  /**
   * A linear layer over the last dimension, for token sequences and vectors, between the stacks.
   */
  LINEAR {
    @Override
    Block create(int width, int stride) {
      return Linear.builder().setUnits(width).build();
    }
  },

  /**
   * {@link #PROJECTION} as the shortcut within the first block, on x: the ResNets of torchvision.
   */
  SHORTCUT_PROJECTION {
    @Override
    Block create(int width, int stride) {
      return projection(width, stride);
    }
  },

  /**
   * A 1x1 convolution of stride 2 as the shortcut within the first block, on the first activation
   * of its first sub-net, which begins with batch normalisation and ReLU: {@code a = relu(BN(x))},
   * {@code y = S(a) + k1}. The pre-activation ResNets of the code that He et al. released with
   * Identity Mappings (2016) have it, and so have those of timm. A 1x1 convolution alone: x is
   * normalised before it, and the sum by the next block.
   */
  SHORTCUT_PREACTIVATION {
    @Override
    Block create(int width, int stride) {
      return convolution(width, stride);
    }
  },

  /** {@link #OPTION_A} as the shortcut within the first block: the ResNets for CIFAR-10. */
  SHORTCUT_OPTION_A {
    @Override
    Block create(int width, int stride) {
      return ZeroPaddedShortcut.appending(width, stride);
    }
  },

  /**
   * The shortcut of {@link #SHORTCUT_OPTION_A} with half of the zeros before the channels and half
   * behind them, as in the code that the authors of the paper released.
   */
  SHORTCUT_OPTION_A_CENTRED {
    @Override
    Block create(int width, int stride) {
      return ZeroPaddedShortcut.centred(width, stride);
    }
  };

  /**
   * Returns a new block whose output has the width.
   *
   * @param stride what height and width are divided by; a linear layer keeps them
   */
  abstract Block create(int width, int stride);

  /** Returns whether it happens within the first block of the next stack. */
  public boolean isShortcut() {
    return switch (this) {
      case CONVOLUTION, PROJECTION, OPTION_A, LINEAR -> false;
      case SHORTCUT_PROJECTION,
          SHORTCUT_PREACTIVATION,
          SHORTCUT_OPTION_A,
          SHORTCUT_OPTION_A_CENTRED ->
          true;
    };
  }

  /**
   * Returns the change of shape within the first block of a stack.
   *
   * @param width the width of the stack
   * @param stride what height and width are divided by
   */
  ShapeChange change(int width, int stride) {
    Block shortcut = create(width, stride);
    return this == SHORTCUT_PREACTIVATION
        ? ShapeChange.onFirstActivation(stride, shortcut)
        : new ShapeChange(stride, shortcut);
  }

  private static Block projection(int width, int stride) {
    return new SequentialBlock().add(convolution(width, stride)).add(BatchNorm.builder().build());
  }

  private static Block convolution(int width, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(1, 1))
        .setFilters(width)
        .optStride(new Shape(stride, stride))
        .optBias(false)
        .build();
  }
}
