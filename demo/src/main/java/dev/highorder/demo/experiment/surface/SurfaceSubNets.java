package dev.highorder.demo.experiment.surface;

import static dev.highorder.Scheme.*;

import ai.djl.nn.Block;
import dev.highorder.HighOrder;
import dev.highorder.subnet.PreActivationSubNet;
import dev.highorder.subnet.VggSubNet;

/**
 * Sub-nets by the schemes of the paper, and by the same schemes with other step sizes: a quarter or
 * four means that Euler's and the fourth-order scheme integrate over the same time.
 */
final class SurfaceSubNets {

  private SurfaceSubNets() {}

  /** The sub-net of the code that the authors of the paper released: BN-ReLU-conv3x3 twice. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 28)
  @HighOrder(scheme = EULER, subNets = 28, h = 0.25, name = "PreActivationEulerQuarter")
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 14.0, name = "PreActivationEulerFourteenth")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 0.5, name = "PreActivationMidpointHalf")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 2, name = "PreActivationMidpointTwo")
  @HighOrder(scheme = RK4, subNets = 28, h = 4, name = "PreActivationRk4Four")
  static Block preActivation(int channels) {
    return new PreActivationSubNet(channels);
  }

  /** The sub-net of the paper's text: conv3x3-BN-ReLU twice. */
  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4, VERNER8, VERNER8_AS_PUBLISHED},
      subNets = 28)
  @HighOrder(scheme = EULER, subNets = 28, h = 0.25, name = "VggEulerQuarter")
  @HighOrder(scheme = EULER, subNets = 28, h = 1 / 14.0, name = "VggEulerFourteenth")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 0.5, name = "VggMidpointHalf")
  @HighOrder(scheme = MIDPOINT, subNets = 28, h = 2, name = "VggMidpointTwo")
  @HighOrder(scheme = RK4, subNets = 28, h = 4, name = "VggRk4Four")
  static Block vgg(int channels) {
    return new VggSubNet(channels);
  }
}
