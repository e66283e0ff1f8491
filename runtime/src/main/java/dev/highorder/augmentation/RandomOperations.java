package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * RandAugment: a number of randomly chosen operations in a row, all of one magnitude.
 *
 * <p>Cubuk, Zoph, Shlens and Le, RandAugment: Practical automated data augmentation with a reduced
 * search space, 2020. The operations are those of torchvision: AutoAugment's without inversion, and
 * the identity.
 *
 * @param operations how many operations
 * @param magnitude 0 to 30
 */
record RandomOperations(int operations, int magnitude) implements ImageChange {

  static final List<ImageOperation> SPACE =
      Arrays.stream(ImageOperation.values())
          .filter(operation -> operation != ImageOperation.INVERT)
          .toList();

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    RgbImage changed = image;
    for (int i = 0; i < operations; i++) {
      ImageOperation operation = SPACE.get(random.nextInt(SPACE.size()));
      // Drawn for unsigned operations too, so that later draws do not depend on the operation.
      boolean backward = random.nextBoolean();
      double strength = MagnitudeScale.RAND_AUGMENT.of(operation, magnitude, image);
      changed =
          operation.apply(changed, backward && operation.isSigned() ? -strength : strength, fill);
    }
    return changed;
  }
}
