package dev.highorder.recipe;

/** A rule that updates a parameter by its gradient. */
public enum UpdateRule {
  /**
   * Stochastic gradient descent with momentum m and learning rate r: {@code v = m v - r g, w = w +
   * v}.
   *
   * <p>As in MXNet and Caffe, the velocity v contains the learning rate. In PyTorch it does not, so
   * that the two differ for some training steps after the rate changes.
   */
  SGD,

  /**
   * Nesterov momentum: {@code v = m v - r g, w = w + m v - r g} (Sutskever et al. 2013, in the form
   * of Bengio et al. 2013).
   */
  NESTEROV,

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the momentum is beta1; beta2 is
   * 0.999 and epsilon 1e-8.
   */
  ADAMW
}
