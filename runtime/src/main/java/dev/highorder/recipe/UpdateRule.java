package dev.highorder.recipe;

/**
 * A rule that updates a parameter w by its gradient g, with momentum m and learning rate r. The
 * gradient includes the weight decay, except for {@link #ADAMW}.
 *
 * <p>There are two forms of momentum. Either the velocity contains the learning rate, or the rate
 * is multiplied afterwards. They agree as long as the rate is constant. When it drops, the first
 * form keeps the speed of the old rate for about {@code 1 / (1 - m)} steps; the second slows down
 * at once.
 */
public enum UpdateRule {
  /**
   * Stochastic gradient descent with momentum whose velocity contains the learning rate, as in
   * MXNet and Caffe: {@code v = m v - r g, w = w + v}.
   */
  SGD,

  /**
   * Nesterov momentum whose velocity contains the learning rate: {@code v = m v - r g, w = w + m v
   * - r g} (Sutskever et al. 2013, in the form of Bengio et al. 2013).
   */
  NESTEROV,

  /**
   * Stochastic gradient descent with momentum whose velocity does not contain the learning rate, as
   * PyTorch's {@code torch.optim.SGD} without dampening: {@code v = m v + g, w = w - r v}.
   */
  TORCH_SGD,

  /**
   * Nesterov momentum whose velocity does not contain the learning rate, as PyTorch's {@code
   * torch.optim.SGD(nesterov=True)}: {@code v = m v + g, w = w - r (g + m v)}.
   */
  TORCH_NESTEROV,

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the momentum is beta1; beta2 is
   * 0.999 and epsilon 1e-8.
   */
  ADAMW
}
