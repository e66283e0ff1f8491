package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.highorder.subnet.ConvolutionUnit;

/** What stands before and behind the stacks of a network: its stem and its head. */
public enum Layout {

  /**
   * Images of CIFAR's size, {@code (batch, channels, height, width)}: a 3x3 convolution with batch
   * normalisation and ReLU; global average pooling and a linear layer.
   */
  CIFAR {
    @Override
    Block stem(int width) {
      return new ConvolutionUnit(width);
    }
  },

  /**
   * Large images: a 7x7 convolution of stride 2 with batch normalisation and ReLU, and 3x3 maximum
   * pooling of stride 2, which leave a quarter of height and width (He et al. 2016, table 1); the
   * head of {@link #CIFAR}.
   */
  IMAGENET {
    @Override
    Block stem(int width) {
      return new SequentialBlock()
          .add(ConvolutionUnit.withKernel(7, width, 2))
          .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
  },

  /**
   * Images as token sequences: patches of 4x4 pixels, embedded, with trained positions (Dosovitskiy
   * et al. 2021, equation 1); the mean of all tokens and a linear layer. The stacks see {@code
   * (batch, tokens, width)}.
   */
  PATCHES {
    @Override
    Block stem(int width) {
      return new PatchEmbedding(4, width);
    }

    @Override
    Block head(int classes) {
      return tokenHead(classes);
    }
  },

  /**
   * Token sequences {@code (batch, tokens, features)}: a linear layer to the width; the head of
   * {@link #PATCHES}.
   */
  SEQUENCE {
    @Override
    Block stem(int width) {
      return Linear.builder().setUnits(width).build();
    }

    @Override
    Block head(int classes) {
      return tokenHead(classes);
    }
  },

  /** Vectors {@code (batch, features)}: a linear layer with ReLU; a linear layer. */
  VECTOR {
    @Override
    Block stem(int width) {
      return new SequentialBlock()
          .add(Linear.builder().setUnits(width).build())
          .add(Activation.reluBlock());
    }

    @Override
    Block head(int classes) {
      return Linear.builder().setUnits(classes).build();
    }
  };

  /** Returns what its input is, for messages; as many dimensions as {@link #dimensions}. */
  String input() {
    return switch (this) {
      case CIFAR, IMAGENET, PATCHES -> "images (batch, channels, height, width)";
      case SEQUENCE -> "tokens (batch, tokens, features)";
      case VECTOR -> "vectors (batch, features)";
    };
  }

  /** Returns the dimensions of its input. */
  int dimensions() {
    return switch (this) {
      case CIFAR, IMAGENET, PATCHES -> 4;
      case SEQUENCE -> 3;
      case VECTOR -> 2;
    };
  }

  /** Returns whether its stacks can be joined so: what halves images is for images only. */
  boolean takes(Transition transition) {
    boolean images = this == CIFAR || this == IMAGENET;
    return images == (transition != Transition.LINEAR);
  }

  /** Returns what leads from the input to the first width. */
  abstract Block stem(int width);

  /** Returns what leads from the last width to the logits. */
  Block head(int classes) {
    return new SequentialBlock()
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  /** Returns how its stacks are joined unless something else is asked for. */
  Transition transition() {
    return this == CIFAR || this == IMAGENET ? Transition.CONVOLUTION : Transition.LINEAR;
  }

  private static Block tokenHead(int classes) {
    return new SequentialBlock()
        .add(LambdaBlock.singleton(Layout::meanOfTokens, "mean"))
        .add(Linear.builder().setUnits(classes).build());
  }

  private static NDArray meanOfTokens(NDArray x) {
    return x.mean(new int[] {1});
  }
}
