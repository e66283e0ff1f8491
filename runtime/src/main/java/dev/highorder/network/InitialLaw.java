package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;

/**
 * The law of the weights with which a training run begins, where a network has none yet: normally
 * distributed with mean 0. Biases begin with 0, scales of normalisations with 1.
 */
public enum InitialLaw {

  /**
   * Variance {@code 2 / fan-in} for all weights, with the fan-in of a convolution {@code channels
   * of the input kernel^2 / groups}: the size of activations is kept (He et al. 2015, equation 10).
   */
  HE_FAN_IN {
    @Override
    public Initializer initializer() {
      return new XavierInitializer(
          XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
    }
  },

  /**
   * Variance {@code 2 / fan-out} for convolutions, with the fan-out {@code channels of the output
   * kernel^2}, whatever the groups: the size of gradients is kept (He et al. 2015, equation 14).
   * The ResNets and EfficientNets of torchvision and LM-ResNet begin so. Other weights are those of
   * {@link #HE_FAN_IN}.
   */
  HE_FAN_OUT {
    @Override
    public Initializer initializer() {
      Initializer others = HE_FAN_IN.initializer();
      return (manager, shape, type) ->
          shape.dimension() == CONVOLUTION
              ? manager.randomNormal(0, (float) Math.sqrt(2 / fanOut(shape)), shape, type)
              : others.initialize(manager, shape, type);
    }
  },

  /**
   * Standard deviation 0.02 for linear layers, whatever their size, as in timm's vision
   * transformers ({@code trunc_normal_} with the bounds -2 and 2, which are a hundred deviations
   * away and cut nothing). Other weights are those of {@link #HE_FAN_IN}.
   */
  SMALL_NORMAL {
    @Override
    public Initializer initializer() {
      Initializer others = HE_FAN_IN.initializer();
      return (manager, shape, type) ->
          shape.dimension() == LINEAR
              ? manager.randomNormal(0, SMALL_DEVIATION, shape, type)
              : others.initialize(manager, shape, type);
    }
  };

  /** The dimensions of a linear layer's weight: {@code (output, input)}. */
  private static final int LINEAR = 2;

  private static final float SMALL_DEVIATION = 0.02f;

  /** The dimensions of a convolution's weight: {@code (output, input / groups, height, width)}. */
  private static final int CONVOLUTION = 4;

  /** Returns a new initializer of this law. */
  public abstract Initializer initializer();

  private static double fanOut(Shape weight) {
    return (double) weight.get(0) * weight.get(2) * weight.get(3);
  }
}
