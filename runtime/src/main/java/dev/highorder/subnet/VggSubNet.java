package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * A VGG-style sub-net: a 3x3 convolution, batch normalisation and ReLU, twice.
 *
 * <p>It has two layers and, with c channels, {@code 18 c^2 + 4 c} parameters. The paper names a
 * "VGG-style block" without a formula; the code that its authors released uses the pre-activation
 * order of {@link PreActivationSubNet}. Here the ReLU comes last, so that the stage derivatives are
 * never negative.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Luo et al. (2022), section "Experiments"</a>
 */
public final class VggSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public VggSubNet(int channels) {
    add(new ConvolutionUnit(channels));
    add(new ConvolutionUnit(channels));
  }
}
