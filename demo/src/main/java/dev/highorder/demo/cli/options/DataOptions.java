package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.source.BadImages;
import dev.highorder.source.MemoryPolicy;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose the images. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Image folder (train/CLASS/*.png, test/CLASS/*.png), CIFAR-10's binary version, or"
              + " IDX files as those of MNIST. Default: ten shapes that the program draws itself.")
  private Path data;

  @Option(
      names = "--limit",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description = "Largest number of images of each class. Default: all.")
  private Integer limit;

  @Option(
      names = "--scale-to",
      converter = WholeNumber.Side.class,
      paramLabel = "SIDE",
      description =
          "Scale images to SIDE x SIDE pixels. Default: all must have the size of the first.")
  private Integer scaleTo;

  @Option(
      names = "--bad-images",
      paramLabel = "POLICY",
      description =
          "refuse or skip files that are not images, are damaged or have another size. Default:"
              + " refuse.")
  private BadImages badImages;

  @Option(
      names = "--memory",
      paramLabel = "WHERE",
      description =
          "heap keeps all decoded images of a folder in memory; stream decodes them while they are"
              + " used; auto streams those that need more than 30%% of Java's heap. Default: auto.")
  private MemoryPolicy memory;

  /**
   * Returns the images that were asked for.
   *
   * @throws IllegalArgumentException if an option has no effect, since the images are drawn
   */
  public DataSpec spec() {
    if (data == null && scaleTo != null) {
      throw new IllegalArgumentException(
          "--scale-to %s has no effect on drawn shapes. Leave it out, or add --data."
              .formatted(scaleTo));
    }
    if (data == null && badImages != null) {
      throw new IllegalArgumentException(
          "--bad-images %s has no effect on drawn shapes. Leave it out, or add --data."
              .formatted(badImages));
    }
    if (data == null && memory != null) {
      throw new IllegalArgumentException(
          "--memory %s has no effect on drawn shapes. Leave it out, or add --data."
              .formatted(memory));
    }
    return new DataSpec(
        Paths.absolute(data),
        limit == null ? Integer.MAX_VALUE : limit,
        scaleTo == null ? 0 : scaleTo,
        badImages == null ? BadImages.REFUSE : badImages,
        memory == null ? MemoryPolicy.AUTO : memory);
  }
}
