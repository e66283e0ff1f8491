package dev.highorder.subnet;

import ai.djl.ndarray.types.Shape;

/** What the sub-nets of transformers take: {@code (batch, tokens, features)}. */
final class TokenSequence {

  private TokenSequence() {}

  /**
   * Checks an input's shape before layers complain of it in words of their own.
   *
   * @throws IllegalArgumentException if it is not of three dimensions
   */
  static void require(Shape input) {
    if (input.dimension() != 3) {
      throw new IllegalArgumentException(
          "It takes tokens (batch, tokens, features), not %s; a network needs the layout PATCHES or SEQUENCE."
              .formatted(input));
    }
  }
}
