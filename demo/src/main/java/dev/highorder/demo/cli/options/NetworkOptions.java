package dev.highorder.demo.cli.options;

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
          "A name that the verb nets lists: SUBNET-SCHEME, or a generated class on the class path, as"
              + " in com.acme.LeafUnitRk4.",
      defaultValue = "vgg-rk4")
  private String net;

  @Option(
      names = "--width",
      paramLabel = "N",
      split = ",",
      description = "Channels of each stack, as in 16 or 16,32,64.",
      defaultValue = "16,32,64")
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

  /** Returns the network that was asked for, not checked yet. */
  public NetworkSpec spec() {
    return new NetworkSpec(
        net,
        Arrays.stream(widths).boxed().toList(),
        Arrays.stream(blocks).boxed().toList(),
        layout,
        transition);
  }
}
