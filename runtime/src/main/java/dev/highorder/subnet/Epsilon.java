package dev.highorder.subnet;

/** The number that normalisations add to a variance before they take its root. */
final class Epsilon {

  /** DJL's default, and PyTorch's. */
  static final float DEFAULT = 1e-5f;

  private Epsilon() {}

  /**
   * Checks an epsilon.
   *
   * @throws IllegalArgumentException if it is not a finite number above 0
   */
  static void require(float epsilon) {
    if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Epsilon must be a number above 0, not %s. Give a small one, such as 1e-6f."
              .formatted(epsilon));
    }
  }
}
