package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.source.BadImages;
import dev.highorder.source.MemoryPolicy;
import java.nio.file.Path;
import picocli.CommandLine.Help;
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
      paramLabel = "N",
      description = "Largest number of images of each class. Default: all.",
      defaultValue = "2147483647",
      showDefaultValue = Help.Visibility.NEVER)
  private int limit;

  @Option(
      names = "--scale-to",
      paramLabel = "SIDE",
      description =
          "Scale images to SIDE x SIDE pixels. Default: all must have the size of the first.",
      defaultValue = "0",
      showDefaultValue = Help.Visibility.NEVER)
  private int scaleTo;

  @Option(
      names = "--bad-images",
      paramLabel = "POLICY",
      description =
          "refuse or skip files that are not images, are damaged or have another size. Default:"
              + " refuse.",
      defaultValue = "REFUSE",
      showDefaultValue = Help.Visibility.NEVER)
  private BadImages badImages;

  @Option(
      names = "--memory",
      paramLabel = "WHERE",
      description =
          "heap keeps all decoded images of a folder in memory; stream decodes them while they are"
              + " used; auto streams those that need more than 30%% of Java's heap. Default: auto.",
      defaultValue = "AUTO",
      showDefaultValue = Help.Visibility.NEVER)
  private MemoryPolicy memory;

  /** Returns the images that were asked for. */
  public DataSpec spec() {
    if (data == null && memory == MemoryPolicy.STREAM) {
      throw new IllegalArgumentException(
          "--memory stream decodes files, but the shapes are drawn. Give --data DIR, or leave it out.");
    }
    return new DataSpec(Paths.absolute(data), limit, scaleTo, badImages, memory);
  }
}
