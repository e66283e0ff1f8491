package dev.highorder.classifier;

/** Makes prepared images that no classifier has prepared, for tests of other packages. */
public final class PreparedImages {

  private PreparedImages() {}

  /** Returns an image without a format. */
  public static PreparedImage of(float... numbers) {
    return new PreparedImage(numbers, null);
  }

  /** Returns the numbers of an image. */
  public static float[] numbers(PreparedImage image) {
    return image.numbers();
  }
}
