package dev.highorder.augmentation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of augmentation. */
public enum AugmentationKind {
  /**
   * A window of the image's own size, anywhere in the image with a black margin, as torchvision's
   * RandomCrop.
   *
   * <p>Argument: the width of the margin on each side, in pixels; 1 to 1000, by default 4.
   */
  CROP,

  /**
   * As {@link #CROP}, but the margin has the fill colour, the mean of the training set: zeros once
   * the image is normalised.
   *
   * <p>Argument: the width of the margin on each side, in pixels; 1 to 1000, by default 4.
   *
   * @see <a href="https://arxiv.org/abs/1512.03385">He et al.: Deep Residual Learning for Image
   *     Recognition, 2016, section 4.2</a>
   */
  MEANCROP,

  /**
   * A random window of random area and aspect ratio (3:4 to 4:3), scaled to the image's own size,
   * as torchvision's RandomResizedCrop. Where images are cut to a size and this is the first
   * change, the window is taken from the image before it is cut.
   *
   * <p>Argument: the smallest area of the window, in percent of the image's; 1 to 100, by default
   * 8.
   */
  RESIZEDCROP,

  /** The image or, with probability 1/2, its mirror image, left and right exchanged. */
  FLIP,

  /**
   * A square in the fill colour, around a random pixel and clipped at the border.
   *
   * <p>Argument: the side of the square, in pixels; 1 to 1000, by default 16.
   *
   * @see <a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor: Improved Regularization of
   *     Convolutional Neural Networks with Cutout, 2017</a>
   */
  CUTOUT,

  /**
   * AutoAugment's policy for CIFAR-10 as the paper's appendix prints it: one of 25 pairs of changes
   * of shape or colour. The magnitudes are those of the paper's section 3, as in torchvision.
   *
   * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al.: AutoAugment: Learning
   *     Augmentation Policies from Data, 2019</a>
   */
  AUTOAUGMENT,

  /**
   * AutoAugment's policy for CIFAR-10 as its authors released it: one of 95 pairs, with other
   * magnitudes than the paper's. Places that an image is moved away from have the fill colour at
   * the end, but are black for histograms and tables of levels in between.
   *
   * @see <a
   *     href="https://github.com/tensorflow/models/tree/master/research/autoaugment">tensorflow/models,
   *     research/autoaugment</a>
   */
  AUTOAUGMENT_RELEASED,

  /**
   * RandAugment: several random changes of shape or colour in a row, all of one strength.
   *
   * <p>Arguments: the number of changes, 1 to 10, by default 2; their magnitude, 0 to 30, by
   * default 9.
   *
   * @see <a href="https://arxiv.org/abs/1909.13719">Cubuk et al.: RandAugment: Practical automated
   *     data augmentation with a reduced search space, 2020</a>
   */
  RANDAUGMENT;

  List<Argument> parameters() {
    return switch (this) {
      case CROP, MEANCROP -> List.of(new Argument("padding", 4, 1, 1000));
      case RESIZEDCROP -> List.of(new Argument("percent", 8, 1, 100));
      case CUTOUT -> List.of(new Argument("side", 16, 1, 1000));
      case FLIP, AUTOAUGMENT, AUTOAUGMENT_RELEASED -> List.of();
      case RANDAUGMENT ->
          List.of(new Argument("operations", 2, 1, 10), new Argument("magnitude", 9, 0, 30));
    };
  }

  /** Returns the arguments that apply where none are given. */
  public List<Integer> defaults() {
    return parameters().stream().map(Argument::byDefault).toList();
  }

  /** Returns the written form without arguments, such as {@code crop}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the written form, such as {@code crop[:padding]}, and the ranges of arguments. */
  String usage() {
    String form =
        parameters().stream()
            .map(argument -> "[:" + argument.name())
            .collect(Collectors.joining("", word(), "]".repeat(parameters().size())));
    String ranges = parameters().stream().map(Argument::range).collect(Collectors.joining(", "));
    return ranges.isEmpty() ? form : form + " (" + ranges + ")";
  }
}
