package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** The options that choose the network. */
public final class NetworkOptions {

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description =
          "Sub-net and scheme, as SUBNET-SCHEME. A wrong name lists all networks. Default: vgg-rk4;"
              + " of tables: dense-rk4; of texts: vit-rk4.")
  private String net;

  @Option(
      names = "--width",
      paramLabel = "N",
      split = ",",
      description =
          "Channels of each stack, as in 16 or 16,32,64. Default: 16,32,64; of tables and texts: 32.")
  private int[] widths;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      split = ",",
      description = "Blocks of each stack, as in 7 or 3,4,6,3.",
      defaultValue = "1")
  private int[] blocks;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "Stem and head: CIFAR, IMAGENET or PATCHES. Default: the layout that the sub-net needs.")
  private Layout layout;

  @Option(
      names = "--transition",
      paramLabel = "KIND",
      description =
          "The layer between two stacks: CONVOLUTION, PROJECTION, OPTION_A or LINEAR. Default: the"
              + " transition that the layout needs.")
  private Transition transition;

  /**
   * Returns the network that was asked for, not checked yet.
   *
   * @param kind the examples that it reads, which decide what is not asked for
   */
  public NetworkSpec spec(ExampleKind kind) {
    return new NetworkSpec(
        net == null ? kind.network() : net,
        widths == null ? kind.widths() : Arrays.stream(widths).boxed().toList(),
        Arrays.stream(blocks).boxed().toList(),
        layout,
        transition);
  }
}
