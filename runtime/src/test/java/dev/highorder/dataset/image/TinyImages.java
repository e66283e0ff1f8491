package dev.highorder.dataset.image;

import java.util.ArrayList;
import java.util.List;

/** Sets of 1 x 1 images, whose red value is their index. */
final class TinyImages {

  private TinyImages() {}

  static LabelledImages of(List<String> classes, int... labels) {
    List<byte[]> pixels = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      pixels.add(new byte[] {(byte) i, 0, 0});
    }
    return LabelledImages.of("tiny", classes, 1, 1, pixels, labels);
  }
}
