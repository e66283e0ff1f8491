package dev.highorder.dataset.image;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Images as they are, and as a network sees them in the epochs of a training. */
public final class AugmentationPreview {

  private AugmentationPreview() {}

  /**
   * Returns an image of each class as it is, followed by the same images as they are in each of the
   * first epochs. A {@link ContactSheet} of as many columns as images of the first kind has one
   * epoch in each row.
   *
   * @param images the training set, whose mean pixel is what augmentation fills with
   * @param augmentation the changes, in this order
   * @param seed the seed of the training
   * @param epochs the number of epochs; 0 for the images as they are alone
   * @return {@code (epochs + 1)} times as many images as there are classes, or images if those are
   *     fewer
   */
  public static LabelledImages of(
      LabelledImages images, List<Augmentation> augmentation, long seed, int epochs) {
    int columns = Math.min(images.size(), images.classes().size());
    int[] shown = images.roundRobin().limit(columns).toArray();
    ImageEncoder encoder = new ImageEncoder(images, images.normalisation(), augmentation, seed);
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row <= epochs; row++) {
      for (int index : shown) {
        RgbImage image = row == 0 ? images.shared(index) : encoder.augmented(index, row - 1);
        pixels.add(image.pixels());
        labels.add(images.label(index));
      }
    }
    return LabelledImages.wrap(
        "%s, as seen in %s epochs".formatted(images.description(), epochs),
        images.classes(),
        ImageStore.of(images.imageSize(), RgbImage.CHANNELS, pixels.toArray(byte[][]::new)),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        SkippedFiles.NONE);
  }
}
