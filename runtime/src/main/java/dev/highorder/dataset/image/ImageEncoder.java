package dev.highorder.dataset.image;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.SeededRandom;
import dev.highorder.image.Normalisation;
import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.Random;

/** The encoder of a set of images: augmentation, then normalisation. */
final class ImageEncoder implements ExampleEncoder {

  private final LabelledImages images;
  private final Normalisation normalisation;
  private final List<Augmentation> augmentation;
  private final long seed;
  private final int[] fill;

  /**
   * Creates an encoder.
   *
   * @param augmentation the changes, in this order
   * @param seed the same seed, epoch and index give the same change
   */
  ImageEncoder(
      LabelledImages images,
      Normalisation normalisation,
      List<Augmentation> augmentation,
      long seed) {
    this.images = images;
    this.normalisation = normalisation;
    this.augmentation = List.copyOf(augmentation);
    this.seed = seed;
    fill = normalisation.meanPixel();
  }

  @Override
  public void encode(int index, int epoch, float[] target, int offset) {
    normalisation.apply(augmented(index, epoch), target, offset);
  }

  /** Returns an image as it is seen in an epoch, before it is normalised. */
  RgbImage augmented(int index, int epoch) {
    if (augmentation.isEmpty()) {
      return images.shared(index);
    }
    // The complement keeps these numbers apart from those of the order, which has the same seed.
    Random random = SeededRandom.of(~seed, (long) epoch * images.size() + index);
    boolean takesWindow = augmentation.get(0).takesWindow();
    RgbImage image = takesWindow ? images.whole(index) : images.shared(index);
    if (takesWindow) {
      image = augmentation.get(0).window(image, images.imageSize(), random);
    }
    for (Augmentation change : augmentation.subList(takesWindow ? 1 : 0, augmentation.size())) {
      image = change.apply(image, fill, random);
    }
    return image;
  }
}
