package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.LayoutSpec;
import dev.highorder.demo.cli.training.RowsSpec;
import dev.highorder.source.BadImages;
import dev.highorder.source.MemoryPolicy;
import dev.highorder.source.csv.ImageList;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose the examples. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Image folder (train/CLASS/*.png, test/CLASS/*.png, or CLASS/*.png with --holdout),"
              + " CIFAR-10's or CIFAR-100's binary version, IDX files as those of MNIST, a CSV file of"
              + " path,label, or another CSV file (see --label). Default: ten shapes that the program draws itself.")
  private Path data;

  @Option(
      names = "--limit",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description = "Largest number of images of each class. Default: all.")
  private Integer limit;

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

  @Mixin private LayoutOptions layout;
  @Mixin private RowsOptions rows;

  /**
   * Returns the examples that a network is to be trained on.
   *
   * @throws IllegalArgumentException if options do not fit each other
   */
  public DataSpec trainingSpec() {
    DataSpec spec = spec();
    if (spec.rows() != null && spec.folder() == null) {
      throw new IllegalArgumentException(
          "--label and the other options of tables need a CSV file. Name it with --data.");
    }
    if (spec.rows() != null && spec.rows().label() == null) {
      throw new IllegalArgumentException(
          "A CSV file needs --label, the column with the classes. Add it. A list of images has the first line path,label.");
    }
    return spec;
  }

  /**
   * Returns the examples that were asked for.
   *
   * @throws IllegalArgumentException if options do not fit each other
   */
  public DataSpec spec() {
    boolean isList = data != null && !rows.isGiven() && ImageList.isIn(data);
    Optional<RowsSpec> columns = isList ? Optional.empty() : rows.spec(data, layout);
    if (columns.isPresent()) {
      if (limit != null || badImages != null) {
        throw new IllegalArgumentException(
            "--limit and --bad-images are for images, not for a CSV file. Leave them out.");
      }
    } else if (data == null) {
      requireAbsent("--bad-images", badImages);
      requireAbsent("--memory", memory);
      layout.requireNothing();
    }
    return new DataSpec(
        Paths.absolute(data),
        limit == null ? Integer.MAX_VALUE : limit,
        0,
        badImages == null ? BadImages.REFUSE : badImages,
        columns.orElse(null),
        memory == null ? MemoryPolicy.AUTO : memory,
        columns.isPresent() ? LayoutSpec.DEFAULT : layout.spec(data),
        null);
  }

  /** Refuses an option that has no effect, since the images are drawn. */
  static void requireAbsent(String option, Object value) {
    if (value != null) {
      throw new IllegalArgumentException(
          "%s %s has no effect on drawn shapes. Leave it out, or add --data."
              .formatted(option, value));
    }
  }
}
