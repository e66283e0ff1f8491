package dev.highorder.augmentation;

import static dev.highorder.augmentation.ImageOperation.AUTO_CONTRAST;
import static dev.highorder.augmentation.ImageOperation.BRIGHTNESS;
import static dev.highorder.augmentation.ImageOperation.COLOR;
import static dev.highorder.augmentation.ImageOperation.CONTRAST;
import static dev.highorder.augmentation.ImageOperation.EQUALIZE;
import static dev.highorder.augmentation.ImageOperation.INVERT;
import static dev.highorder.augmentation.ImageOperation.POSTERIZE;
import static dev.highorder.augmentation.ImageOperation.ROTATE;
import static dev.highorder.augmentation.ImageOperation.SHARPNESS;
import static dev.highorder.augmentation.ImageOperation.SHEAR_Y;
import static dev.highorder.augmentation.ImageOperation.SOLARIZE;
import static dev.highorder.augmentation.ImageOperation.TRANSLATE_X;
import static dev.highorder.augmentation.ImageOperation.TRANSLATE_Y;

import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.Random;

/**
 * The policy that AutoAugment found for CIFAR-10, as the paper prints it: one of 25 pairs of
 * operations, each operation with a probability of its own.
 *
 * <p>Cubuk, Zoph, Mane, Vasudevan and Le, AutoAugment: Learning Augmentation Policies from Data,
 * 2019, appendix. {@link ReleasedPolicy} is what its authors released.
 */
record Cifar10Policy() implements ImageChange {

  /**
   * An operation with a probability.
   *
   * @param probability the probability that it is performed
   * @param step its magnitude, 0 to 9; 0 where it has none
   */
  record Chance(ImageOperation operation, double probability, int step) {}

  /** Two operations, performed one after the other. */
  record SubPolicy(Chance first, Chance second) {}

  static final List<SubPolicy> SUB_POLICIES =
      List.of(
          new SubPolicy(of(INVERT, 0.1), of(CONTRAST, 0.2, 6)),
          new SubPolicy(of(ROTATE, 0.7, 2), of(TRANSLATE_X, 0.3, 9)),
          new SubPolicy(of(SHARPNESS, 0.8, 1), of(SHARPNESS, 0.9, 3)),
          new SubPolicy(of(SHEAR_Y, 0.5, 8), of(TRANSLATE_Y, 0.7, 9)),
          new SubPolicy(of(AUTO_CONTRAST, 0.5), of(EQUALIZE, 0.9)),
          new SubPolicy(of(SHEAR_Y, 0.2, 7), of(POSTERIZE, 0.3, 7)),
          new SubPolicy(of(COLOR, 0.4, 3), of(BRIGHTNESS, 0.6, 7)),
          new SubPolicy(of(SHARPNESS, 0.3, 9), of(BRIGHTNESS, 0.7, 9)),
          new SubPolicy(of(EQUALIZE, 0.6), of(EQUALIZE, 0.5)),
          new SubPolicy(of(CONTRAST, 0.6, 7), of(SHARPNESS, 0.6, 5)),
          new SubPolicy(of(COLOR, 0.7, 7), of(TRANSLATE_X, 0.5, 8)),
          new SubPolicy(of(EQUALIZE, 0.3), of(AUTO_CONTRAST, 0.4)),
          new SubPolicy(of(TRANSLATE_Y, 0.4, 3), of(SHARPNESS, 0.2, 6)),
          new SubPolicy(of(BRIGHTNESS, 0.9, 6), of(COLOR, 0.2, 8)),
          new SubPolicy(of(SOLARIZE, 0.5, 2), of(INVERT, 0.0)),
          new SubPolicy(of(EQUALIZE, 0.2), of(AUTO_CONTRAST, 0.6)),
          new SubPolicy(of(EQUALIZE, 0.2), of(EQUALIZE, 0.6)),
          new SubPolicy(of(COLOR, 0.9, 9), of(EQUALIZE, 0.6)),
          new SubPolicy(of(AUTO_CONTRAST, 0.8), of(SOLARIZE, 0.2, 8)),
          new SubPolicy(of(BRIGHTNESS, 0.1, 3), of(COLOR, 0.7, 0)),
          new SubPolicy(of(SOLARIZE, 0.4, 5), of(AUTO_CONTRAST, 0.9)),
          new SubPolicy(of(TRANSLATE_Y, 0.9, 9), of(TRANSLATE_Y, 0.7, 9)),
          new SubPolicy(of(AUTO_CONTRAST, 0.9), of(SOLARIZE, 0.8, 3)),
          new SubPolicy(of(EQUALIZE, 0.8), of(INVERT, 0.1)),
          new SubPolicy(of(TRANSLATE_Y, 0.7, 9), of(AUTO_CONTRAST, 0.9)));

  private static Chance of(ImageOperation operation, double probability) {
    return of(operation, probability, 0);
  }

  private static Chance of(ImageOperation operation, double probability, int step) {
    return new Chance(operation, probability, step);
  }

  /** The random decision about one operation of a sub-policy. */
  enum Turn {
    LEFT_OUT,
    FORWARD,
    BACKWARD
  }

  /**
   * The random decisions about one image.
   *
   * @param subPolicy an index into {@link #SUB_POLICIES}
   * @param first the decision about its first operation
   * @param second the decision about its second operation
   */
  record Choice(int subPolicy, Turn first, Turn second) {}

  /** Draws five numbers, whether all are needed or not. */
  static Choice choose(Random random) {
    int subPolicy = random.nextInt(SUB_POLICIES.size());
    double first = random.nextDouble();
    double second = random.nextDouble();
    boolean firstBackward = random.nextBoolean();
    boolean secondBackward = random.nextBoolean();
    SubPolicy chosen = SUB_POLICIES.get(subPolicy);
    return new Choice(
        subPolicy,
        turn(chosen.first(), first, firstBackward),
        turn(chosen.second(), second, secondBackward));
  }

  private static Turn turn(Chance chance, double drawn, boolean backward) {
    if (drawn >= chance.probability()) {
      return Turn.LEFT_OUT;
    }
    return backward && chance.operation().isSigned() ? Turn.BACKWARD : Turn.FORWARD;
  }

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    Choice choice = choose(random);
    SubPolicy chosen = SUB_POLICIES.get(choice.subPolicy());
    RgbImage between = perform(chosen.first(), choice.first(), image, fill);
    return perform(chosen.second(), choice.second(), between, fill);
  }

  private static RgbImage perform(Chance chance, Turn turn, RgbImage image, int[] fill) {
    ImageOperation operation = chance.operation();
    double magnitude = MagnitudeScale.AUTO_AUGMENT.of(operation, chance.step(), image);
    return switch (turn) {
      case LEFT_OUT -> image;
      case FORWARD -> operation.apply(image, magnitude, fill);
      case BACKWARD -> operation.apply(image, -magnitude, fill);
    };
  }
}
