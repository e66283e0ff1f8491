package dev.highorder.demo.cli;

import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import picocli.CommandLine.Option;

/** The options that choose the network. */
final class NetworkOptions {

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "Network: SUBNET-SCHEME.",
      defaultValue = "vgg-rk4")
  String net;

  @Option(
      names = "--width",
      paramLabel = "N",
      split = ",",
      description = "Channels of each stack, as in 16 or 16,32,64.",
      defaultValue = "16,32,64")
  int[] widths;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      split = ",",
      description = "Blocks of each stack, as in 7 or 3,4,6,3.",
      defaultValue = "1")
  int[] blocks;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "Stem and head: CIFAR, IMAGENET or PATCHES. Default: what the network needs.")
  Layout layout;

  @Option(
      names = "--transition",
      paramLabel = "KIND",
      description =
          "What joins stacks: CONVOLUTION, PROJECTION, OPTION_A or LINEAR. Default: what the layout"
              + " needs.")
  Transition transition;

  /**
   * Refuses layouts that take no images.
   *
   * @throws IllegalArgumentException if the layout is such a one
   */
  void check() {
    if (layout == Layout.SEQUENCE || layout == Layout.VECTOR) {
      throw new IllegalArgumentException(
          "--layout %s takes no images; write CIFAR, IMAGENET or PATCHES".formatted(layout));
    }
  }
}
