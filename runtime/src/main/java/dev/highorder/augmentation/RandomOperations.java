package dev.highorder.augmentation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * RandAugment: a number of operations in a row, each drawn from all of them, all of one magnitude.
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
      // Drawn for unsigned operations too: what follows shall not depend on which one it was.
      boolean backward = random.nextBoolean();
      double strength = MagnitudeScale.RAND_AUGMENT.of(operation, magnitude, image);
      changed =
          operation.apply(changed, backward && operation.isSigned() ? -strength : strength, fill);
    }
    return changed;
  }
}
