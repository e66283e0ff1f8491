package dev.highorder.demo.cli;

import dev.highorder.dataset.BadPictures;
import dev.highorder.dataset.BadPicturesException;
import dev.highorder.dataset.DrawnShapes;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.PictureSource;
import dev.highorder.dataset.PictureSplit;
import dev.highorder.dataset.ReadingOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose the pictures. */
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
      description = "At most so many pictures of each class. Default: all.",
      defaultValue = "2147483647")
  int limit;

  @Option(
      names = "--scale-to",
      paramLabel = "SIDE",
      description = "Scale pictures to SIDE x SIDE. Default: all must have the size of the first.",
      defaultValue = "0")
  int scaleTo;

  @Option(
      names = "--bad-pictures",
      paramLabel = "POLICY",
      description =
          "refuse or skip files that are no pictures, damaged or of another size. Default: refuse.",
      defaultValue = "REFUSE")
  BadPictures badPictures;

  /** The options that a job was begun with. */
  static DataOptions of(TrainingJob job) {
    DataOptions options = new DataOptions();
    options.data = job.data() == null ? null : Path.of(job.data());
    options.limit = job.limit();
    options.scaleTo = job.scaleTo();
    options.badPictures = job.badPictures();
    return options;
  }

  /** Whether the pictures are drawn by the program. */
  boolean isDrawn() {
    return data == null;
  }

  LabelledPictures read(PictureSplit split) throws IOException {
    LabelledPictures pictures = isDrawn() ? draw(split) : readFiles(split);
    if (pictures.skipped() > 0) {
      System.err.printf(
          "%s: skipped %d bad files, among them %s%n",
          pictures.description(), pictures.skipped(), pictures.skippedFiles());
    }
    return pictures;
  }

  private LabelledPictures readFiles(PictureSplit split) throws IOException {
    try {
      return source().read(split);
    } catch (BadPicturesException e) {
      throw new IOException(
          e.getMessage() + "\nThe options are --bad-pictures skip, --scale-to and --limit.", e);
    }
  }

  private LabelledPictures draw(PictureSplit split) {
    int count = split == PictureSplit.TRAIN ? TRAINING_SHAPES : TEST_SHAPES;
    long limited = Math.min(count, (long) limit * DrawnShapes.classes().size());
    return new DrawnShapes(SHAPES_SEED).draw(split, (int) limited);
  }

  private PictureSource source() throws IOException {
    ReadingOptions.Builder options =
        ReadingOptions.builder().optBadPictures(badPictures).optLimitPerClass(limit);
    if (scaleTo > 0) {
      options.optScaleTo(scaleTo, scaleTo);
    }
    return PictureSource.open(data, options.build());
  }
}
