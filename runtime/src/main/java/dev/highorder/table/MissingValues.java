package dev.highorder.table;

/** The treatment of missing values in the columns that a network reads. */
public enum MissingValues {

  /** A missing value is an error. */
  REFUSE,

  /**
   * A missing number becomes the mean of its column in the training set, a missing category the
   * most frequent one.
   */
  FILL
}
