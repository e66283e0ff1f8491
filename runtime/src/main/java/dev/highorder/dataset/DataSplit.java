package dev.highorder.dataset;

import java.util.Locale;

/** A part of a data set. A validation set, where one is used, is either of them or a part of it. */
public enum DataSplit {
  /** The training set: the examples that a network learns from. */
  TRAIN,
  /** The test set: examples that a network does not learn from. */
  TEST;

  /** Returns the name in directories and descriptions: {@code train} or {@code test}. */
  public String directoryName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
