package dev.highorder.recipe;

/** How a parameter follows its gradient. */
public enum UpdateRule {
  /** Stochastic gradient descent with momentum: {@code v = m v - r g, w = w + v}. */
  SGD,

  /**
   * The same with Nesterov's look ahead: {@code v = m v - r g, w = w + m v - r g} (Sutskever et al.
   * 2013, in the form of Bengio et al. 2013).
   */
  NESTEROV,

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the momentum is beta1; beta2 is
   * 0.999 and epsilon 1e-8.
   */
  ADAMW
}
