package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.highorder.subnet.ConvolutionUnit;

/** The stem and the head of a network, and with them the kind of its input. */
public enum Layout {

  /**
   * Small images {@code (batch, channels, height, width)}, such as CIFAR's. Stem: a 3x3 convolution
   * with batch normalisation and ReLU. Head: global average pooling and a linear layer.
   */
  CIFAR {
    @Override
    Block stem(int width, int vocabulary) {
      return new ConvolutionUnit(width);
    }
  },

  /**
   * Large images {@code (batch, channels, height, width)}. Stem: a 7x7 convolution of stride 2 with
   * batch normalisation and ReLU, and 3x3 maximum pooling of stride 2, which divide height and
   * width by 4 (He et al. 2016, table 1), as in the ResNets of torchvision and timm. Head: that of
   * {@link #CIFAR}.
   */
  IMAGENET {
    @Override
    Block stem(int width, int vocabulary) {
      return new SequentialBlock()
          .add(ConvolutionUnit.withKernel(7, width, 2))
          .add(maximumPooling());
    }
  },

  /**
   * Small images, as in the code that the authors of the paper released. Stem: that of {@link
   * #CIFAR} with stride 2, which halves height and width. Head: that of {@link #CIFAR}.
   */
  CIFAR_STRIDED {
    @Override
    Block stem(int width, int vocabulary) {
      return new ConvolutionUnit(width, 2);
    }
  },

  /**
   * Small images, for pre-activation sub-nets, which begin with batch normalisation and ReLU (He et
   * al. 2016, Identity Mappings). Stem: a 3x3 convolution alone. Head: batch normalisation and
   * ReLU, then that of {@link #CIFAR}. The code that He et al. released has this layout.
   */
  CIFAR_PREACTIVATION {
    @Override
    Block stem(int width, int vocabulary) {
      return convolution(3, width, 1);
    }

    @Override
    Block head(int classes) {
      return preActivationHead(classes);
    }
  },

  /**
   * Large images, for pre-activation sub-nets. Stem: that of {@link #IMAGENET} without batch
   * normalisation and ReLU, as in timm's {@code ResNetV2}: the first block begins with these. Head:
   * that of {@link #CIFAR_PREACTIVATION}.
   */
  IMAGENET_PREACTIVATION {
    @Override
    Block stem(int width, int vocabulary) {
      return new SequentialBlock().add(convolution(7, width, 2)).add(maximumPooling());
    }

    @Override
    Block head(int classes) {
      return preActivationHead(classes);
    }
  },

  /**
   * Images {@code (batch, channels, height, width)} as token sequences. Stem: an embedding of
   * patches of 4x4 pixels with trained positions (Dosovitskiy et al. 2021, equation 1). Head: the
   * mean of all tokens and a linear layer. The input of the stacks is {@code (batch, tokens,
   * width)}.
   */
  PATCHES {
    @Override
    Block stem(int width, int vocabulary) {
      return new PatchEmbedding(4, width);
    }

    @Override
    Block head(int classes) {
      return tokenHead(classes);
    }
  },

  /**
   * Token sequences {@code (batch, tokens, features)}. Stem: a linear layer. Head: that of {@link
   * #PATCHES}.
   */
  SEQUENCE {
    @Override
    Block stem(int width, int vocabulary) {
      return Linear.builder().setUnits(width).build();
    }

    @Override
    Block head(int classes) {
      return tokenHead(classes);
    }
  },

  /**
   * Sequences of token numbers {@code (batch, tokens)}. Stem: a trained vector for each token of
   * the vocabulary and each position. Head: that of {@link #PATCHES}. The input of the stacks is
   * {@code (batch, tokens, width)}.
   */
  TOKENS {
    @Override
    Block stem(int width, int vocabulary) {
      return new TokenEmbedding(vocabulary, width);
    }

    @Override
    Block head(int classes) {
      return tokenHead(classes);
    }
  },

  /** Vectors {@code (batch, features)}. Stem: a linear layer with ReLU. Head: a linear layer. */
  VECTOR {
    @Override
    Block stem(int width, int vocabulary) {
      return new SequentialBlock()
          .add(Linear.builder().setUnits(width).build())
          .add(Activation.reluBlock());
    }

    @Override
    Block head(int classes) {
      return Linear.builder().setUnits(classes).build();
    }
  };

  /** Returns a description of its input for messages. */
  String input() {
    return switch (this) {
      case CIFAR, CIFAR_STRIDED, CIFAR_PREACTIVATION, IMAGENET, IMAGENET_PREACTIVATION, PATCHES ->
          "images (batch, channels, height, width)";
      case SEQUENCE -> "tokens (batch, tokens, features)";
      case TOKENS -> "token numbers (batch, tokens)";
      case VECTOR -> "vectors (batch, features)";
    };
  }

  /** Returns the number of dimensions of its input. */
  int dimensions() {
    return switch (this) {
      case CIFAR, CIFAR_STRIDED, CIFAR_PREACTIVATION, IMAGENET, IMAGENET_PREACTIVATION, PATCHES ->
          4;
      case SEQUENCE -> 3;
      case TOKENS, VECTOR -> 2;
    };
  }

  /** Returns whether a transition fits. Those that halve height and width are for images only. */
  boolean takes(Transition transition) {
    return stacksImages() == (transition != Transition.LINEAR);
  }

  /** Returns whether its stacks take images: an input of four dimensions, but no patches. */
  private boolean stacksImages() {
    return dimensions() == 4 && this != PATCHES;
  }

  /** Returns what its stem divides height and width by, if its input is images. */
  public int stemStride() {
    return switch (this) {
      case CIFAR, CIFAR_PREACTIVATION -> 1;
      case CIFAR_STRIDED -> 2;
      case IMAGENET, IMAGENET_PREACTIVATION, PATCHES -> 4;
      case SEQUENCE, TOKENS, VECTOR -> 1;
    };
  }

  /**
   * Returns a new stem, from the input to the first width.
   *
   * @param vocabulary the number of different tokens, for {@link #TOKENS}
   */
  abstract Block stem(int width, int vocabulary);

  /** Returns a new head, from the last width to the logits. */
  Block head(int classes) {
    return new SequentialBlock()
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  /** Returns the default transition between such stacks. */
  public Transition transition(StackFactory stack) {
    if (!stacksImages()) {
      return Transition.LINEAR;
    }
    if (!stack.changesShape()) {
      return Transition.CONVOLUTION;
    }
    return switch (this) {
      case CIFAR_PREACTIVATION, IMAGENET_PREACTIVATION -> Transition.SHORTCUT_PREACTIVATION;
      default -> Transition.SHORTCUT_PROJECTION;
    };
  }

  private static Block convolution(int kernel, int width, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(width)
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optStride(new Shape(stride, stride))
        .optBias(false)
        .build();
  }

  private static Block maximumPooling() {
    return Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1));
  }

  private static Block preActivationHead(int classes) {
    return new SequentialBlock()
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
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
