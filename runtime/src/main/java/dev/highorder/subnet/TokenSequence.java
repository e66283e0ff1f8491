package dev.highorder.subnet;

import ai.djl.ndarray.types.Shape;

/** The input of the sub-nets of transformers: {@code (batch, tokens, features)}. */
final class TokenSequence {

  private TokenSequence() {}

  /**
   * Checks the shape of an input, with a clearer message than the layers would give.
   *
   * @throws IllegalArgumentException if it does not have three dimensions
   */
  static void require(Shape input) {
    if (input.dimension() != 3) {
      throw new IllegalArgumentException(
          "It takes tokens (batch, tokens, features), not %s. A network needs the layout PATCHES or SEQUENCE."
              .formatted(input));
    }
  }
}
