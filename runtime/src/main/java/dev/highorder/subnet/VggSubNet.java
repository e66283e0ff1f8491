package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The paper's VGG-style sub-net: 3x3 convolution, batch normalisation and ReLU, twice.
 *
 * <p>Two layers; with c channels {@code 18 c^2 + 4 c} parameters. The ReLU stands last, so that the
 * states k are never negative.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Luo et al. (2022), section "Experiments"</a>
 */
public final class VggSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels the channels of input and output {@code (batch, channels, height, width)}
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public VggSubNet(int channels) {
    add(new ConvolutionUnit(channels));
    add(new ConvolutionUnit(channels));
  }
}
