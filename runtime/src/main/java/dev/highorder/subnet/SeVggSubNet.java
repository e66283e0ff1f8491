package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The VGG-style sub-net followed by squeeze-and-excitation.
 *
 * <p>It has two layers and the parameters of {@link VggSubNet} and {@link SqueezeExcitation}.
 *
 * @see <a href="https://arxiv.org/abs/1709.01507">Hu et al., Squeeze-and-Excitation Networks
 *     (2018)</a>
 */
public final class SeVggSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public SeVggSubNet(int channels) {
    add(new VggSubNet(channels));
    add(new SqueezeExcitation(channels));
  }
}
