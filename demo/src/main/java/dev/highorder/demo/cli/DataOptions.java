package dev.highorder.demo.cli;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.source.BadImages;
import dev.highorder.source.DataSetException;
import dev.highorder.source.ImageSource;
import dev.highorder.source.ReadingOptions;
import dev.highorder.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose the images. */
final class DataOptions {

  private static final int TRAINING_SHAPES = 4000;
  private static final int TEST_SHAPES = 1000;

  /** What is drawn does not follow --seed, so that two trainings can be compared. */
  private static final long SHAPES_SEED = 1;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Image folder (train/CLASS/*.png, test/CLASS/*.png) or CIFAR-10's binary version."
              + " Default: ten shapes that the program draws itself.")
  Path data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many images of each class. Default: all.",
      defaultValue = "2147483647")
  int limit;

  @Option(
      names = "--scale-to",
      paramLabel = "SIDE",
      description = "Scale images to SIDE x SIDE. Default: all must have the size of the first.",
      defaultValue = "0")
  int scaleTo;

  @Option(
      names = "--bad-images",
      paramLabel = "POLICY",
      description =
          "refuse or skip files that are no images, damaged or of another size. Default: refuse.",
      defaultValue = "REFUSE")
  BadImages badImages;

  /** The options that a job was begun with. */
  static DataOptions of(TrainingJob job) {
    DataOptions options = new DataOptions();
    options.data = job.data() == null ? null : Path.of(job.data());
    options.limit = job.limit();
    options.scaleTo = job.scaleTo();
    options.badImages = job.badImages();
    return options;
  }

  /** Whether the images are drawn by the program. */
  boolean isDrawn() {
    return data == null;
  }

  LabelledImages read(DataSplit split) throws IOException {
    LabelledImages images = isDrawn() ? draw(split) : readFiles(split);
    if (images.skipped().count() > 0) {
      System.err.printf(
          "%s: skipped %d bad files, among them %s%n",
          images.description(), images.skipped().count(), images.skipped().named());
    }
    return images;
  }

  private LabelledImages readFiles(DataSplit split) throws IOException {
    try {
      return source().read(split);
    } catch (DataSetException e) {
      throw new IOException(
          e.getMessage() + "\nThe options are --bad-images skip, --scale-to and --limit.", e);
    }
  }

  private LabelledImages draw(DataSplit split) {
    int count = split == DataSplit.TRAIN ? TRAINING_SHAPES : TEST_SHAPES;
    long limited = Math.min(count, (long) limit * DrawnShapes.classes().size());
    return new DrawnShapes(SHAPES_SEED).draw(split, (int) limited);
  }

  private ImageSource source() throws IOException {
    ReadingOptions.Builder options =
        ReadingOptions.builder().optBadImages(badImages).optLimitPerClass(limit);
    if (scaleTo > 0) {
      options.optScaleTo(scaleTo, scaleTo);
    }
    return Sources.open(data, options.build());
  }
}
