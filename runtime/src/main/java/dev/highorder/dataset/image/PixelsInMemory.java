package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decoded images in memory.
 *
 * @param pixels for each image {@code (3, height, width)} unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelsInMemory(ImageSize size, byte[][] pixels) implements ImagePixels {

  @Override
  public int count() {
    return pixels.length;
  }

  @Override
  public RgbImage get(int index) {
    return new RgbImage(pixels[Objects.checkIndex(index, pixels.length)], size);
  }

  @Override
  public ImagePixels select(int... chosen) {
    return new PixelsInMemory(
        size, IntStream.of(chosen).mapToObj(i -> pixels[i]).toArray(byte[][]::new));
  }

  @Override
  public Optional<ImageMeasurements> measured() {
    return Optional.empty();
  }
}
