package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The bottleneck sub-net followed by squeeze-and-excitation.
 *
 * <p>It has three layers and the parameters of {@link BottleneckSubNet} and {@link
 * SqueezeExcitation}. The gate acts after the last ReLU; in SE-ResNet it acts before it.
 *
 * @see <a href="https://arxiv.org/abs/1709.01507">Hu et al., Squeeze-and-Excitation Networks
 *     (2018), figure 3</a>
 */
public final class SeBottleneckSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; a multiple of 4
   * @throws IllegalArgumentException if {@code channels} is not a positive multiple of 4
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public SeBottleneckSubNet(int channels) {
    add(new BottleneckSubNet(channels));
    add(new SqueezeExcitation(channels));
  }
}
