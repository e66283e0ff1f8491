package dev.highorder.dataset.image;

import dev.highorder.dataset.UnreadableExampleException;
import dev.highorder.image.LevelHistogram;
import dev.highorder.image.RgbImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images that are read whenever one is needed, and never kept. All were seen once, so that what
 * depends on all of them is known.
 */
final class StreamedPixels extends ImagePixels {

  private final ImageTarget target;
  private final ImageReader reader;
  private final int[] numbers;
  private final Optional<ImageMeasurements> measured;

  private StreamedPixels(
      ImageTarget target, ImageReader reader, int[] numbers, Optional<ImageMeasurements> measured) {
    this.target = target;
    this.reader = reader;
    this.numbers = numbers;
    this.measured = measured;
  }

  /** The measurement of images that come one after another. */
  static final class Meter {

    private final ImageTarget target;
    private final ImageDigest digest;
    private final LevelHistogram histogram = new LevelHistogram();
    private int[] numbers = new int[1];
    private int[] labels = new int[1];
    private int count;

    Meter(ImageTarget target, List<String> classes) {
      this.target = target;
      digest = new ImageDigest(classes);
    }

    void add(int number, RgbImage image, int label) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        labels = Arrays.copyOf(labels, 2 * count);
      }
      numbers[count] = number;
      labels[count++] = label;
      digest.add(image, label);
      histogram.add(target.cut(image));
    }

    int[] labels() {
      return Arrays.copyOf(labels, count);
    }

    StreamedPixels pixels(ImageReader reader) {
      ImageMeasurements all =
          new ImageMeasurements(
              digest.hex(), ImageMeasurements.normalisation(histogram, target.channels()));
      return new StreamedPixels(target, reader, Arrays.copyOf(numbers, count), Optional.of(all));
    }
  }

  @Override
  int count() {
    return numbers.length;
  }

  @Override
  ImageTarget target() {
    return target;
  }

  @Override
  RgbImage whole(int index) {
    int number = numbers[Objects.checkIndex(index, numbers.length)];
    try {
      return reader.read(number);
    } catch (IOException e) {
      throw new UnreadableExampleException(e);
    }
  }

  @Override
  ImagePixels select(int... chosen) {
    int[] selected = IntStream.of(chosen).map(i -> numbers[i]).toArray();
    return new StreamedPixels(target, reader, selected, Optional.empty());
  }

  @Override
  ImagePixels grey() {
    return new StreamedPixels(
        target.grey(), number -> reader.read(number).grey(), numbers, Optional.empty());
  }

  @Override
  Optional<ImageMeasurements> measured() {
    return measured;
  }
}
