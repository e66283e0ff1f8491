package dev.highorder.recipe;

/** How training makes up for classes of different sizes. Evaluation never does. */
public enum ClassBalance {

  /** Not at all: a class counts by its size. */
  NONE,

  /**
   * The loss of an example is multiplied by {@code n / (K m)}, for n examples, K classes that have
   * examples, and m examples of its class. Over the training set, these factors are 1 on average.
   */
  LOSS,

  /**
   * An epoch has as many examples as the training set, but the same number of each class. Examples
   * of large classes take turns from epoch to epoch; those of small classes come several times.
   */
  SAMPLE
}
