package dev.highorder.demo.net;

import ai.djl.nn.Block;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.subnet.PreActivationSubNet;
import dev.highorder.subnet.VggSubNet;

/**
 * The sub-nets of the demo, annotated for each scheme; every one at the paper's depth of 58 layers.
 *
 * <p>The compiler generates {@code VggEuler}, {@code VggMidpoint}, {@code VggRk4} and so on beside
 * this class.
 */
public final class SubNets {

  private SubNets() {}

  /** The paper's sub-net: conv3x3-BN-ReLU twice. */
  @HighOrder(scheme = Scheme.EULER, blocks = 28)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
  @HighOrder(scheme = Scheme.RK4, blocks = 7)
  public static Block vgg(int channels) {
    return new VggSubNet(channels);
  }

  /** The pre-activation sub-net: BN-ReLU-conv3x3 twice. */
  @HighOrder(scheme = Scheme.EULER, blocks = 28)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 14)
  @HighOrder(scheme = Scheme.RK4, blocks = 7)
  public static Block preActivation(int channels) {
    return new PreActivationSubNet(channels);
  }
}
