package dev.highorder.recipe;

/** The course of the learning rate after the warm-up. */
public enum LearningRateSchedule {
  /** The base rate throughout. */
  CONSTANT,

  /**
   * A fall from the base to a hundredth of it along half a cosine (Loshchilov and Hutter 2017,
   * without restarts).
   */
  COSINE,

  /** A multiplication by a factor at given epochs. */
  STEPS
}
