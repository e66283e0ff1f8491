package dev.highorder.artifact;

import dev.highorder.input.InputFormat;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A check that examples are prepared as they were in training: some numbers of a fixed example. The
 * manifest names the rules of the preparation; a version that follows them in another way would
 * give other answers, and no error.
 *
 * @param values the numbers, from {@link InputFormat#probe}
 */
public record ProbeCheck(List<Float> values) {

  /**
   * The largest difference, relative to the largest number: about one level of 256 of a pixel.
   * Other scaling or another background moves pixels by tens of levels.
   */
  static final double TOLERANCE = 0.01;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is missing, has gaps or numbers that are not finite
   */
  public ProbeCheck {
    if (values == null
        || values.isEmpty()
        || !values.stream().allMatch(value -> value != null && Float.isFinite(value))) {
      throw new IllegalArgumentException("probe.values is missing, or has gaps");
    }
    values = List.copyOf(values);
  }

  /** Prepares the fixed example of a format; empty if it has none. */
  static Optional<ProbeCheck> of(InputFormat input) {
    List<Float> values = Objects.requireNonNull(input.probe(), "probe");
    return values.isEmpty() ? Optional.empty() : Optional.of(new ProbeCheck(values));
  }

  /**
   * Compares with the fixed example as it is prepared now.
   *
   * @param directory the saved classifier, for the message
   * @throws StorageException if there is a difference
   */
  void verify(Path directory, InputFormat input) throws StorageException {
    List<Float> now = input.probe();
    double largest = values.stream().mapToDouble(value -> Math.abs(value)).max().orElseThrow();
    double difference =
        now.size() != values.size()
            ? Double.POSITIVE_INFINITY
            : IntStream.range(0, now.size())
                .mapToDouble(i -> Math.abs(now.get(i) - values.get(i)))
                .max()
                .orElseThrow();
    // The negation also catches NaN.
    if (!(difference <= TOLERANCE * largest)) {
      throw new StorageException(
          String.format(
              Locale.ROOT,
              "This version of HighOrder prepares examples in another way than that which saved %s: numbers of the probe differ by %.2g, where the largest is %.2g. Use the version that wrote it, or train again.",
              directory,
              difference,
              largest));
    }
  }
}
