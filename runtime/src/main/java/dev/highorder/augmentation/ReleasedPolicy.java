package dev.highorder.augmentation;

import static dev.highorder.augmentation.ReleasedOperation.AUTO_CONTRAST;
import static dev.highorder.augmentation.ReleasedOperation.BRIGHTNESS;
import static dev.highorder.augmentation.ReleasedOperation.COLOR;
import static dev.highorder.augmentation.ReleasedOperation.CONTRAST;
import static dev.highorder.augmentation.ReleasedOperation.CUTOUT;
import static dev.highorder.augmentation.ReleasedOperation.EQUALIZE;
import static dev.highorder.augmentation.ReleasedOperation.INVERT;
import static dev.highorder.augmentation.ReleasedOperation.POSTERIZE;
import static dev.highorder.augmentation.ReleasedOperation.ROTATE;
import static dev.highorder.augmentation.ReleasedOperation.SHARPNESS;
import static dev.highorder.augmentation.ReleasedOperation.SHEAR_X;
import static dev.highorder.augmentation.ReleasedOperation.SHEAR_Y;
import static dev.highorder.augmentation.ReleasedOperation.SOLARIZE;
import static dev.highorder.augmentation.ReleasedOperation.TRANSLATE_X;
import static dev.highorder.augmentation.ReleasedOperation.TRANSLATE_Y;

import dev.highorder.augmentation.ReleasedOperation.Pixel;
import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.Random;

/**
 * AutoAugment's policy for CIFAR-10 as its authors released it: one of 95 pairs of operations, each
 * operation with a probability of its own.
 *
 * <p>Source: tensorflow/models, research/autoaugment: {@code good_policies()} of policies.py and
 * augmentation_transforms.py. Two things are different here: an image is not normalised before, and
 * a cutout that is made opaque later has the mean colour of the training set, which there is that
 * of CIFAR-10. Twenty of the paper's 25 pairs ({@link Cifar10Policy}) are among them.
 */
record ReleasedPolicy() implements ImageChange {

  /** An operation, the probability that it is performed, and its level, 0 to 9. */
  record Chance(ReleasedOperation operation, double probability, int level) {}

  /** Two operations, performed one after the other. */
  record SubPolicy(Chance first, Chance second) {}

  static final List<SubPolicy> SUB_POLICIES =
      List.of(
          pair(INVERT, 0.1, 7, CONTRAST, 0.2, 6),
          pair(ROTATE, 0.7, 2, TRANSLATE_X, 0.3, 9),
          pair(SHARPNESS, 0.8, 1, SHARPNESS, 0.9, 3),
          pair(SHEAR_Y, 0.5, 8, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.5, 8, EQUALIZE, 0.9, 2),
          pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.9, 3),
          pair(TRANSLATE_Y, 0.9, 9, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.9, 2, SOLARIZE, 0.8, 3),
          pair(EQUALIZE, 0.8, 8, INVERT, 0.1, 3),
          pair(TRANSLATE_Y, 0.7, 9, AUTO_CONTRAST, 0.9, 1),
          pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.0, 2),
          pair(TRANSLATE_Y, 0.7, 9, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.9, 0, SOLARIZE, 0.4, 3),
          pair(EQUALIZE, 0.7, 5, INVERT, 0.1, 3),
          pair(TRANSLATE_Y, 0.7, 9, TRANSLATE_Y, 0.7, 9),
          pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.9, 1),
          pair(TRANSLATE_Y, 0.8, 9, TRANSLATE_Y, 0.9, 9),
          pair(AUTO_CONTRAST, 0.8, 0, TRANSLATE_Y, 0.7, 9),
          pair(TRANSLATE_Y, 0.2, 7, COLOR, 0.9, 6),
          pair(EQUALIZE, 0.7, 6, COLOR, 0.4, 9),
          pair(SHEAR_Y, 0.2, 7, POSTERIZE, 0.3, 7),
          pair(COLOR, 0.4, 3, BRIGHTNESS, 0.6, 7),
          pair(SHARPNESS, 0.3, 9, BRIGHTNESS, 0.7, 9),
          pair(EQUALIZE, 0.6, 5, EQUALIZE, 0.5, 1),
          pair(CONTRAST, 0.6, 7, SHARPNESS, 0.6, 5),
          pair(BRIGHTNESS, 0.3, 7, AUTO_CONTRAST, 0.5, 8),
          pair(AUTO_CONTRAST, 0.9, 4, AUTO_CONTRAST, 0.5, 6),
          pair(SOLARIZE, 0.3, 5, EQUALIZE, 0.6, 5),
          pair(TRANSLATE_Y, 0.2, 4, SHARPNESS, 0.3, 3),
          pair(BRIGHTNESS, 0.0, 8, COLOR, 0.8, 8),
          pair(SOLARIZE, 0.2, 6, COLOR, 0.8, 6),
          pair(SOLARIZE, 0.2, 6, AUTO_CONTRAST, 0.8, 1),
          pair(SOLARIZE, 0.4, 1, EQUALIZE, 0.6, 5),
          pair(BRIGHTNESS, 0.0, 0, SOLARIZE, 0.5, 2),
          pair(AUTO_CONTRAST, 0.9, 5, BRIGHTNESS, 0.5, 3),
          pair(CONTRAST, 0.7, 5, BRIGHTNESS, 0.0, 2),
          pair(SOLARIZE, 0.2, 8, SOLARIZE, 0.1, 5),
          pair(CONTRAST, 0.5, 1, TRANSLATE_Y, 0.2, 9),
          pair(AUTO_CONTRAST, 0.6, 5, TRANSLATE_Y, 0.0, 9),
          pair(AUTO_CONTRAST, 0.9, 4, EQUALIZE, 0.8, 4),
          pair(BRIGHTNESS, 0.0, 7, EQUALIZE, 0.4, 7),
          pair(SOLARIZE, 0.2, 5, EQUALIZE, 0.7, 5),
          pair(EQUALIZE, 0.6, 8, COLOR, 0.6, 2),
          pair(COLOR, 0.3, 7, COLOR, 0.2, 4),
          pair(AUTO_CONTRAST, 0.5, 2, SOLARIZE, 0.7, 2),
          pair(AUTO_CONTRAST, 0.2, 0, EQUALIZE, 0.1, 0),
          pair(SHEAR_Y, 0.6, 5, EQUALIZE, 0.6, 5),
          pair(BRIGHTNESS, 0.9, 3, AUTO_CONTRAST, 0.4, 1),
          pair(EQUALIZE, 0.8, 8, EQUALIZE, 0.7, 7),
          pair(EQUALIZE, 0.7, 7, SOLARIZE, 0.5, 0),
          pair(EQUALIZE, 0.8, 4, TRANSLATE_Y, 0.8, 9),
          pair(TRANSLATE_Y, 0.8, 9, TRANSLATE_Y, 0.6, 9),
          pair(TRANSLATE_Y, 0.9, 0, TRANSLATE_Y, 0.5, 9),
          pair(AUTO_CONTRAST, 0.5, 3, SOLARIZE, 0.3, 4),
          pair(SOLARIZE, 0.5, 3, EQUALIZE, 0.4, 4),
          pair(COLOR, 0.7, 7, TRANSLATE_X, 0.5, 8),
          pair(EQUALIZE, 0.3, 7, AUTO_CONTRAST, 0.4, 8),
          pair(TRANSLATE_Y, 0.4, 3, SHARPNESS, 0.2, 6),
          pair(BRIGHTNESS, 0.9, 6, COLOR, 0.2, 8),
          pair(SOLARIZE, 0.5, 2, INVERT, 0.0, 3),
          pair(AUTO_CONTRAST, 0.1, 5, BRIGHTNESS, 0.0, 0),
          pair(CUTOUT, 0.2, 4, EQUALIZE, 0.1, 1),
          pair(EQUALIZE, 0.7, 7, AUTO_CONTRAST, 0.6, 4),
          pair(COLOR, 0.1, 8, SHEAR_Y, 0.2, 3),
          pair(SHEAR_Y, 0.4, 2, ROTATE, 0.7, 0),
          pair(SHEAR_Y, 0.1, 3, AUTO_CONTRAST, 0.9, 5),
          pair(TRANSLATE_Y, 0.3, 6, CUTOUT, 0.3, 3),
          pair(EQUALIZE, 0.5, 0, SOLARIZE, 0.6, 6),
          pair(AUTO_CONTRAST, 0.3, 5, ROTATE, 0.2, 7),
          pair(EQUALIZE, 0.8, 2, INVERT, 0.4, 0),
          pair(EQUALIZE, 0.9, 5, COLOR, 0.7, 0),
          pair(EQUALIZE, 0.1, 1, SHEAR_Y, 0.1, 3),
          pair(AUTO_CONTRAST, 0.7, 3, EQUALIZE, 0.7, 0),
          pair(BRIGHTNESS, 0.5, 1, CONTRAST, 0.1, 7),
          pair(CONTRAST, 0.1, 4, SOLARIZE, 0.6, 5),
          pair(SOLARIZE, 0.2, 3, SHEAR_X, 0.0, 0),
          pair(TRANSLATE_X, 0.3, 0, TRANSLATE_X, 0.6, 0),
          pair(EQUALIZE, 0.5, 9, TRANSLATE_Y, 0.6, 7),
          pair(SHEAR_X, 0.1, 0, SHARPNESS, 0.5, 1),
          pair(EQUALIZE, 0.8, 6, INVERT, 0.3, 6),
          pair(AUTO_CONTRAST, 0.3, 9, CUTOUT, 0.5, 3),
          pair(SHEAR_X, 0.4, 4, AUTO_CONTRAST, 0.9, 2),
          pair(SHEAR_X, 0.0, 3, POSTERIZE, 0.0, 3),
          pair(SOLARIZE, 0.4, 3, COLOR, 0.2, 4),
          pair(EQUALIZE, 0.1, 4, EQUALIZE, 0.7, 6),
          pair(EQUALIZE, 0.3, 8, AUTO_CONTRAST, 0.4, 3),
          pair(SOLARIZE, 0.6, 4, AUTO_CONTRAST, 0.7, 6),
          pair(AUTO_CONTRAST, 0.2, 9, BRIGHTNESS, 0.4, 8),
          pair(EQUALIZE, 0.1, 0, EQUALIZE, 0.0, 6),
          pair(EQUALIZE, 0.8, 4, EQUALIZE, 0.0, 4),
          pair(EQUALIZE, 0.5, 5, AUTO_CONTRAST, 0.1, 2),
          pair(SOLARIZE, 0.5, 5, AUTO_CONTRAST, 0.9, 5),
          pair(AUTO_CONTRAST, 0.6, 1, AUTO_CONTRAST, 0.7, 8),
          pair(EQUALIZE, 0.2, 0, AUTO_CONTRAST, 0.1, 2),
          pair(EQUALIZE, 0.6, 9, EQUALIZE, 0.4, 4));

  private static SubPolicy pair(
      ReleasedOperation first,
      double firstProbability,
      int firstLevel,
      ReleasedOperation second,
      double secondProbability,
      int secondLevel) {
    return new SubPolicy(
        new Chance(first, firstProbability, firstLevel),
        new Chance(second, secondProbability, secondLevel));
  }

  /** Draws seven numbers, whether all are needed or not; no pair has two cutouts. */
  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    SubPolicy chosen = SUB_POLICIES.get(random.nextInt(SUB_POLICIES.size()));
    double first = random.nextDouble();
    double second = random.nextDouble();
    boolean firstBackward = random.nextBoolean();
    boolean secondBackward = random.nextBoolean();
    int row = random.nextInt(image.height());
    Pixel place = new Pixel(row, random.nextInt(image.width()));
    TransparentImage changed = TransparentImage.opaque(image);
    if (first < chosen.first().probability()) {
      changed = perform(chosen.first(), firstBackward, changed, place, fill);
    }
    if (second < chosen.second().probability()) {
      changed = perform(chosen.second(), secondBackward, changed, place, fill);
    }
    return changed.filled(fill);
  }

  private static TransparentImage perform(
      Chance chance, boolean backward, TransparentImage image, Pixel place, int[] fill) {
    ReleasedOperation operation = chance.operation();
    double magnitude = operation.magnitude(chance.level());
    return operation.apply(
        image, backward && operation.isSigned() ? -magnitude : magnitude, place, fill);
  }
}
