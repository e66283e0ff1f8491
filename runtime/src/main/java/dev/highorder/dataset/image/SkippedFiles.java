package dev.highorder.dataset.image;

import java.util.List;

/**
 * The files that were left out when a set was read.
 *
 * @param count the number of bad files
 * @param named the first {@value #MAX_NAMED} of them, each as a sentence that says what is wrong
 * @param leftovers the number of hidden files and the like, which nobody meant to be images
 */
public record SkippedFiles(int count, List<String> named, int leftovers) {

  /** The number of files that are named; the others are only counted. */
  public static final int MAX_NAMED = 10;

  /** No files. */
  public static final SkippedFiles NONE = of(List.of());

  /** Copies the list. */
  public SkippedFiles {
    named = List.copyOf(named);
  }

  /**
   * Returns the first of some files, and the number of all.
   *
   * @param faults one sentence for each bad file
   */
  public static SkippedFiles of(List<String> faults) {
    return new SkippedFiles(faults.size(), faults.stream().limit(MAX_NAMED).toList(), 0);
  }

  /** Returns the same files with another number of leftovers. */
  public SkippedFiles withLeftovers(int others) {
    return new SkippedFiles(count, named, others);
  }
}
