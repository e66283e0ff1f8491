package dev.highorder.recipe;

/** How the learning rate changes after the warm-up. */
public enum LearningRateSchedule {
  /** It stays. */
  CONSTANT,

  /** It falls to a hundredth along half a cosine (Loshchilov and Hutter 2017, without restarts). */
  COSINE,

  /** It is multiplied by a factor at given epochs. */
  STEPS
}
