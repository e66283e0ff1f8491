package dev.highorder.dataset.image;

import dev.highorder.image.RgbImage;
import dev.highorder.image.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Small sets of images with known contents. */
final class SampleImages {

  private SampleImages() {}

  /** Returns 1 x 1 images, whose red value is their index. */
  static LabelledImages tiny(List<String> classes, int... labels) {
    List<byte[]> pixels = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      pixels.add(new byte[] {(byte) i, 0, 0});
    }
    return LabelledImages.of("tiny", classes, 1, 1, pixels, labels);
  }

  /** Returns images of random pixels, of ten classes in turn. */
  static LabelledImages noise(int count, int side, long seed) {
    List<byte[]> pixels =
        IntStream.range(0, count)
            .mapToObj(i -> RgbImage.of(TestImages.noise(side, side, 1000 * seed + i)).pixels())
            .toList();
    List<String> classes = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
    int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
    return LabelledImages.of("noise", classes, side, side, pixels, labels);
  }
}
