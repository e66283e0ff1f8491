package dev.highorder.classifier;

import dev.highorder.input.InputFormat;

/**
 * An image as the numbers that a network reads, from {@link ImageClassifier#prepare}. It belongs to
 * all classifiers of one input format, and holds no native memory.
 */
public final class PreparedImage {

  private final float[] numbers;
  private final InputFormat format;

  /**
   * Takes numbers.
   *
   * @param numbers {@code (channels, height, width)} floats, which must not change any more
   * @param format the format that they have
   */
  PreparedImage(float[] numbers, InputFormat format) {
    this.numbers = numbers;
    this.format = format;
  }

  float[] numbers() {
    return numbers;
  }

  /** Returns the input format that the image was prepared for. */
  public InputFormat format() {
    return format;
  }
}
