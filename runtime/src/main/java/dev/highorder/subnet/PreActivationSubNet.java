package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The pre-activation VGG-style sub-net: batch normalisation, ReLU and a 3x3 convolution, twice. The
 * code that the authors of the paper released uses this order.
 *
 * <p>It has two layers and, with c channels, {@code 18 c^2 + 4 c} parameters, as many as {@link
 * VggSubNet}. Its outputs, the stage derivatives, can be negative.
 *
 * @see <a href="https://arxiv.org/abs/1603.05027">He et al., Identity Mappings in Deep Residual
 *     Networks (2016)</a>
 */
public final class PreActivationSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   */
  public PreActivationSubNet(int channels) {
    this(channels, 1);
  }

  /**
   * Creates the sub-net with a stride.
   *
   * @param channels of the output {@code (batch, channels, height, width)}
   * @param stride of the first convolution: 1 keeps height and width, 2 halves them
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public PreActivationSubNet(int channels, int stride) {
    addLayer(channels, stride);
    addLayer(channels, 1);
  }

  private void addLayer(int channels, int stride) {
    add(BatchNorm.builder().build());
    add(Activation::relu);
    add(ConvolutionUnit.convolution(3, channels, stride, 1));
  }
}
