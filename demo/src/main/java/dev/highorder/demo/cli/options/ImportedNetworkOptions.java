package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.EngineSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.weights.FileSizes;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose the network of an import. What they leave open, the file says. */
public final class ImportedNetworkOptions {

  /** The height of the kernel of the stem for large images. */
  private static final int LARGE_KERNEL = 7;

  @Option(
      names = "--net",
      required = true,
      converter = Word.Net.class,
      paramLabel = "NAME",
      description =
          "A name that the verb nets lists. ResNets are resnet-euler and"
              + " resnet-bottleneck-euler.")
  private String net;

  @Option(
      names = "--width",
      converter = WholeNumbers.Sizes.class,
      paramLabel = "N,...",
      description = "Channels of each stack. Default: those of the file.")
  private WholeNumbers widths;

  @Option(
      names = "--blocks",
      converter = WholeNumbers.Sizes.class,
      paramLabel = "N,...",
      description = "Blocks of each stack. Default: those of the file.")
  private WholeNumbers blocks;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "Stem and head. Default: IMAGENET if the stem's kernel is 7 x 7, otherwise the layout that"
              + " the sub-net needs.")
  private Layout layout;

  @Option(
      names = "--transition",
      paramLabel = "KIND",
      description = "The change of width between two stacks. Default: that of the network.")
  private Transition transition;

  /**
   * Checks what can be checked before the file is read.
   *
   * @throws IllegalArgumentException if the network does not read images, or is too large for this
   *     machine by the sizes that were given
   */
  public void check(EngineSpec engine) {
    List<Integer> least = List.of(1);
    NetworkSpec given =
        new NetworkSpec(
                net,
                widths == null ? least : widths.values(),
                blocks == null ? least : blocks.values(),
                layout,
                transition)
            .checked(ExampleKind.IMAGES);
    if (widths != null || blocks != null) {
      given.requireFits(engine);
    }
  }

  /**
   * Returns the network.
   *
   * @param sizes what the file says
   * @throws IllegalArgumentException if the file's sub-nets do not fill whole blocks, or the
   *     network does not read images
   */
  public NetworkSpec spec(FileSizes sizes) {
    Layout large = sizes.stemKernel() == LARGE_KERNEL ? large(sizes) : null;
    return new NetworkSpec(
            net,
            widths == null ? sizes.widths() : widths.values(),
            blocks == null ? blocks(sizes) : blocks.values(),
            layout == null ? large : layout,
            transition,
            sizes.stemWidth())
        .checked(ExampleKind.IMAGES);
  }

  private static Layout large(FileSizes sizes) {
    return sizes.hasNormalisedHead() ? Layout.IMAGENET_PREACTIVATION : Layout.IMAGENET;
  }

  private List<Integer> blocks(FileSizes sizes) {
    int each = NetworkSpec.subNetsOfBlock(net);
    List<Integer> whole = new ArrayList<>();
    for (int subNets : sizes.subNets()) {
      if (each == 0 || subNets % each != 0) {
        throw new IllegalArgumentException(
            "The file has stacks of %s sub-nets, but a block of %s has %s of its own. Choose a network with --net whose blocks fit, such as one of Euler's scheme."
                .formatted(sizes.subNets(), net, each));
      }
      whole.add(subNets / each);
    }
    return whole;
  }
}
