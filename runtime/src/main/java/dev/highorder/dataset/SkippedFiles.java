package dev.highorder.dataset;

import java.util.List;

/**
 * The bad files that were left out when a set was read.
 *
 * @param count how many
 * @param named the first of them, each with its fault
 */
record SkippedFiles(int count, List<String> named) {

  static final SkippedFiles NONE = of(List.of());

  /** Keeps the first of the faults and counts all. */
  static SkippedFiles of(List<String> faults) {
    return new SkippedFiles(
        faults.size(), faults.stream().limit(BadImagesException.NAMED_FILES).toList());
  }
}
