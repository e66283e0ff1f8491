package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.HoldoutSpec;
import dev.highorder.source.BadImages;
import dev.highorder.source.Holdout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose the images. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Image folder (train/CLASS/*.png, test/CLASS/*.png, or CLASS/*.png with"
              + " --holdout), CIFAR-10's binary version, or IDX files as those of MNIST. Default: ten shapes that the"
              + " program draws itself.")
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
      names = "--holdout",
      converter = RealNumber.TrueShare.class,
      paramLabel = "SHARE",
      description =
          "Withhold this share of each class as the test set, if the image folder has none."
              + " Default: none.")
  private Float holdout;

  @Option(
      names = "--holdout-seed",
      converter = Seed.class,
      paramLabel = "N",
      description = "With --holdout: another number withholds other images. Default: 1.")
  private Long holdoutSeed;

  /**
   * Returns the images that were asked for.
   *
   * @throws IllegalArgumentException if an option has no effect, since the images are drawn
   */
  public DataSpec spec() {
    requireData("--scale-to", scaleTo);
    requireData("--bad-images", badImages);
    requireData("--holdout", holdout);
    return new DataSpec(
        Paths.absolute(data),
        limit == null ? Integer.MAX_VALUE : limit,
        scaleTo == null ? 0 : scaleTo,
        badImages == null ? BadImages.REFUSE : badImages,
        holdoutSpec());
  }

  private void requireData(String option, Object value) {
    if (data == null && value != null) {
      throw new IllegalArgumentException(
          "%s %s has no effect on drawn shapes. Leave it out, or add --data."
              .formatted(option, value));
    }
  }

  private HoldoutSpec holdoutSpec() {
    if (holdout == null && holdoutSeed != null) {
      throw new IllegalArgumentException(
          "--holdout-seed %s has no effect without --holdout. Leave it out, or add --holdout."
              .formatted(holdoutSeed));
    }
    // Through text, so that 0.2 means 0.2 and not the float next to it.
    return holdout == null
        ? null
        : new HoldoutSpec(
            Double.parseDouble(holdout.toString()),
            holdoutSeed == null ? Holdout.DEFAULT_SEED : holdoutSeed);
  }
}
