package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The pre-activation bottleneck: a 1x1 convolution to a quarter of the channels, a 3x3 convolution
 * that has the stride, and a 1x1 convolution to all channels, each after batch normalisation and
 * ReLU.
 *
 * <p>It has three layers and, with c channels of input and output and q = c / 4, {@code 2 c q + 9
 * q^2 + 4 q + 2 c} parameters, as many as {@link BottleneckSubNet}.
 *
 * @see <a href="https://arxiv.org/abs/1603.05027">He et al., Identity Mappings in Deep Residual
 *     Networks (2016)</a>
 */
public final class PreActivationBottleneckSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of the output {@code (batch, channels, height, width)}; a multiple of 4
   * @param stride of the 3x3 convolution: 1 keeps height and width, 2 halves them
   * @throws IllegalArgumentException if {@code channels} is not a positive multiple of 4
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public PreActivationBottleneckSubNet(int channels, int stride) {
    int narrow = BottleneckSubNet.quarter(channels);
    addLayer(1, narrow, 1);
    addLayer(3, narrow, stride);
    addLayer(1, channels, 1);
  }

  private void addLayer(int kernel, int channels, int stride) {
    add(BatchNorm.builder().build());
    add(Activation::relu);
    add(ConvolutionUnit.convolution(kernel, channels, stride, 1));
  }
}
