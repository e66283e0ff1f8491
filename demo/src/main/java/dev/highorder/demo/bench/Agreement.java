package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import java.io.IOException;

/** The check that two sides compute the same; a benchmark of something else would be worthless. */
final class Agreement {

  private Agreement() {}

  /**
   * Checks the outputs of the first round.
   *
   * @param tolerance the largest difference, relative to the largest output
   * @throws IOException if the outputs differ by more
   */
  static <S> void require(Comparison<S, Measurement> comparison, S ours, S theirs, double tolerance)
      throws IOException {
    Measurement one = comparison.first(ours);
    Measurement other = comparison.first(theirs);
    double difference = one.difference(other);
    if (!(difference <= tolerance)) { // NaN too
      throw new IOException(
          "The sides compute different numbers: %s %s, %s %s. The comparison is not valid."
              .formatted(ours, one.outputs(), theirs, other.outputs()));
    }
  }
}
