package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.network.InitialLaw;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that choose the network. */
public final class NetworkOptions {

  @Option(
      names = "--net",
      converter = Word.Net.class,
      paramLabel = "NAME",
      description =
          "A name that the verb nets lists: SUBNET-SCHEME, or a generated class on the class path,"
              + " as in com.acme.LeafUnitRk4. Default: vgg-rk4; of tables: dense-rk4; of texts:"
              + " vit-rk4.")
  private String net;

  @Option(
      names = "--width",
      converter = WholeNumbers.Sizes.class,
      paramLabel = "N,...",
      description =
          "Channels of each stack, as in 16 or 16,32,64. Default: 16,32,64; of tables and texts:"
              + " 32.")
  private WholeNumbers widths;

  @Option(
      names = "--blocks",
      converter = WholeNumbers.Sizes.class,
      paramLabel = "N,...",
      description = "Blocks of each stack, as in 7 or 3,4,6,3.",
      defaultValue = "1")
  private WholeNumbers blocks;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "Stem and head: CIFAR, CIFAR_STRIDED, CIFAR_PREACTIVATION, IMAGENET,"
              + " IMAGENET_PREACTIVATION or PATCHES. Default: the layout that the sub-net needs.")
  private Layout layout;

  @Option(
      names = "--transition",
      paramLabel = "KIND",
      description =
          "The layer between two stacks: CONVOLUTION, PROJECTION, OPTION_A or LINEAR; or, in the"
              + " first block of a stack whose sub-net has a stride: SHORTCUT_PROJECTION,"
              + " SHORTCUT_PREACTIVATION, SHORTCUT_OPTION_A or SHORTCUT_OPTION_A_CENTRED. Default:"
              + " what the layout and the sub-net need.")
  private Transition transition;

  @Option(
      names = "--stem-width",
      converter = WholeNumber.Width.class,
      paramLabel = "N",
      description =
          "Channels of the stem, as in 64 for ResNet-50, if its first stack begins with a shortcut."
              + " Default: those of the first stack.")
  private Integer stemWidth;

  @Option(
      names = "--survival",
      converter = RealNumber.TrueShare.class,
      paramLabel = "P",
      description =
          "Stochastic depth: the probability with which the last block survives a training step; it"
              + " falls linearly from 1 at the stem. Default: all always do.")
  private Float survival;

  @Option(
      names = "--initial",
      paramLabel = "LAW",
      description =
          "Law of initial weights: HE_FAN_IN, or HE_FAN_OUT for convolutions, as in torchvision,"
              + " or SMALL_NORMAL for linear layers, as in timm's vision transformers."
              + " Default: HE_FAN_IN.")
  private InitialLaw initialLaw;

  /**
   * Returns the network that was asked for. Its size is not checked yet.
   *
   * @param kind the examples that it reads, which decide what is not asked for
   * @throws IllegalArgumentException if options do not fit each other
   */
  public NetworkSpec spec(ExampleKind kind) {
    List<Integer> ofStacks = widths == null ? kind.widths() : widths.values();
    int stacks = Math.max(ofStacks.size(), blocks.values().size());
    if (Math.min(ofStacks.size(), blocks.values().size()) != stacks
        && ofStacks.size() != 1
        && blocks.values().size() != 1) {
      throw new IllegalArgumentException(
          "--width %s and --blocks %s name different numbers of stacks. Give as many of each, or one."
              .formatted(
                  ofStacks.stream().map(String::valueOf).collect(Collectors.joining(",")), blocks));
    }
    if (transition != null && stacks == 1) {
      throw new IllegalArgumentException(
          "--transition %s has no effect on a single stack. Leave it out, or give more --width."
              .formatted(transition));
    }
    return new NetworkSpec(
        net == null ? kind.network() : net,
        ofStacks,
        blocks.values(),
        layout,
        transition,
        stemWidth,
        survival,
        initialLaw);
  }
}
