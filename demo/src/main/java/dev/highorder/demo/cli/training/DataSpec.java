package dev.highorder.demo.cli.training;

import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.source.BadImages;
import dev.highorder.source.MemoryPolicy;
import dev.highorder.source.ReadingOptions;
import dev.highorder.source.Sources;
import dev.highorder.storage.MayBeAbsent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The images of a training run or an evaluation.
 *
 * @param folder an absolute path; null for the shapes that the program draws itself
 * @param limitPerClass the largest number of images of each class
 * @param scaleTo the height and width to scale images to; 0 if all have the same size already
 * @param badImages what happens to files that cannot be used
 * @param memory where decoded images are; absent in jobs of earlier versions
 */
public record DataSpec(
    @MayBeAbsent String folder,
    int limitPerClass,
    int scaleTo,
    @SerializedName(value = "badImages", alternate = "badPictures") BadImages badImages,
    @MayBeAbsent MemoryPolicy memory) {

  private static final int TRAINING_SHAPES = 4000;
  private static final int TEST_SHAPES = 1000;

  /** The shapes do not depend on --seed, so that two training runs can be compared. */
  private static final long SHAPES_SEED = 1;

  /** Takes a missing policy for the default. */
  public DataSpec {
    memory = memory == null ? MemoryPolicy.AUTO : memory;
  }

  /** Returns the same images from another folder. */
  public DataSpec in(String changed) {
    return new DataSpec(changed, limitPerClass, scaleTo, badImages, memory);
  }

  /** Checks the numbers of a job that was read from a file. */
  void requireInRange() {
    if (limitPerClass < 1 || scaleTo < 0) {
      throw new IllegalArgumentException(
          "data.limitPerClass is %s and data.scaleTo %s".formatted(limitPerClass, scaleTo));
    }
  }

  /** Returns whether the images are drawn, or their folder exists. */
  public boolean isThere() {
    return folder == null || Files.isDirectory(Path.of(folder));
  }

  /**
   * Reads or draws one half of the data set, and reports skipped files on the error stream.
   *
   * @throws IOException if the folder is not a data set, or holds files that cannot be used
   */
  public LabelledImages read(DataSplit split) throws IOException {
    LabelledImages images = folder == null ? draw(split) : readFiles(split);
    if (images.skipped().count() > 0) {
      System.err.printf(
          "%s: skipped %s bad files, among them %s%n",
          images.description(), images.skipped().count(), images.skipped().named());
    }
    return images;
  }

  private LabelledImages draw(DataSplit split) {
    int count = split == DataSplit.TRAIN ? TRAINING_SHAPES : TEST_SHAPES;
    long limited = Math.min(count, (long) limitPerClass * DrawnShapes.classes().size());
    return new DrawnShapes(SHAPES_SEED).draw(split, (int) limited);
  }

  private LabelledImages readFiles(DataSplit split) throws IOException {
    ReadingOptions.Builder options =
        ReadingOptions.builder()
            .optBadImages(badImages)
            .optLimitPerClass(limitPerClass)
            .optMemory(memory);
    if (scaleTo > 0) {
      options.optScaleTo(scaleTo, scaleTo);
    }
    return Sources.open(Path.of(folder), options.build()).read(split);
  }
}
