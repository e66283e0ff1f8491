package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.RowsSpec;
import dev.highorder.source.BadImages;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose the examples. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Image folder (train/CLASS/*.png, test/CLASS/*.png), CIFAR-10's binary version, or a CSV"
              + " file (see --label)."
              + " Default: ten shapes that the program draws itself.")
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
          "A CSV file needs --label, the column with the classes. Add it.");
    }
    return spec;
  }

  /**
   * Returns the examples that were asked for.
   *
   * @throws IllegalArgumentException if options do not fit each other
   */
  public DataSpec spec() {
    Optional<RowsSpec> columns = rows.spec(data);
    if (columns.isPresent()
        && (limit != Integer.MAX_VALUE || scaleTo != 0 || badImages != BadImages.REFUSE)) {
      throw new IllegalArgumentException(
          "--limit, --scale-to and --bad-images are for images, not for a CSV file. Leave them out.");
    }
    return new DataSpec(Paths.absolute(data), limit, scaleTo, badImages, columns.orElse(null));
  }
}
