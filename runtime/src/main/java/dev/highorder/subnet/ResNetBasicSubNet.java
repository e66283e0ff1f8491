package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The basic sub-net of ResNet-18 and ResNet-34: a 3x3 convolution, batch normalisation and ReLU,
 * and a second 3x3 convolution with batch normalisation. The second ReLU belongs to the block,
 * which applies it after the sum: annotate this sub-net with {@code afterSum = AfterSum.RELU}.
 *
 * <p>It has two layers and, with c channels of input and output, {@code 18 c^2 + 4 c} parameters.
 * In torchvision it is {@code BasicBlock} without its shortcut.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition (2016), figure 5</a>
 */
public final class ResNetBasicSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of the output {@code (batch, channels, height, width)}
   * @param stride of the first convolution: 1 keeps height and width, 2 halves them
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public ResNetBasicSubNet(int channels, int stride) {
    add(ConvolutionUnit.convolution(3, channels, stride, 1));
    add(BatchNorm.builder().build());
    add(Activation::relu);
    add(ConvolutionUnit.convolution(3, channels, 1, 1));
    add(BatchNorm.builder().build());
  }
}
