package dev.highorder.demo.integration;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.subnet.SelfAttentionSubNet;

/** Parts of DJL's model zoo, and one for tokens, annotated with one line each and not edited. */
final class ExistingModels {

  private ExistingModels() {}

  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  static Block residual(int channels) {
    return ResNetV1.residualUnit(channels, new Shape(1, 1), true, false, 0.9f);
  }

  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 1)
  static Block inverted(int channels) {
    return MobileNetV2.linearBottleNeck(channels, channels, 1, 6, 0.9f);
  }

  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  static Block tokens(int features) {
    return new SelfAttentionSubNet(features, 2);
  }

  @HighOrder(scheme = Scheme.HEUN2, blocks = 2)
  static Block perceptron(int features, int... hidden) {
    return new Mlp(features, features, hidden);
  }
}
