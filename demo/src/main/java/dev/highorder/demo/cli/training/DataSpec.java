package dev.highorder.demo.cli.training;

import com.google.gson.annotations.SerializedName;
import dev.highorder.classifier.Classifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.huggingface.FileTokenizer;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.source.BadImages;
import dev.highorder.source.MemoryPolicy;
import dev.highorder.source.ReadingOptions;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The examples of a training run or an evaluation.
 *
 * @param folder an absolute path, of a folder of images, a list of images or a CSV file; null for
 *     the shapes that the program draws itself
 * @param limitPerClass the largest number of images of each class
 * @param scaleTo in jobs of formats before 4, the height and width to scale images to; 0 if all
 *     have the same size already
 * @param badImages what happens to files that cannot be used
 * @param rows the roles of the columns of a CSV file; null for images
 * @param memory where decoded images are; absent in jobs of earlier versions
 * @param layout the parts of a folder of images; absent in jobs of earlier versions
 * @param preparation how images become what the network reads; null for other examples, and in jobs
 *     of formats before 4
 */
public record DataSpec(
    @MayBeAbsent String folder,
    int limitPerClass,
    int scaleTo,
    @SerializedName(value = "badImages", alternate = "badPictures") BadImages badImages,
    @MayBeAbsent RowsSpec rows,
    @MayBeAbsent MemoryPolicy memory,
    @MayBeAbsent LayoutSpec layout,
    @MayBeAbsent PreparationSpec preparation) {

  private static final int TRAINING_SHAPES = 4000;
  private static final int TEST_SHAPES = 1000;

  /** The shapes do not depend on --seed, so that two training runs can be compared. */
  private static final long SHAPES_SEED = 1;

  /** Takes a missing policy or layout for the default. */
  public DataSpec {
    memory = memory == null ? MemoryPolicy.AUTO : memory;
    layout = layout == null ? LayoutSpec.DEFAULT : layout;
  }

  /** Returns the same examples from another place. */
  public DataSpec in(String changed) {
    return new DataSpec(
        changed, limitPerClass, scaleTo, badImages, rows, memory, layout, preparation);
  }

  /** Returns the same examples with another layout of the images. */
  DataSpec with(LayoutSpec changed) {
    return new DataSpec(
        folder, limitPerClass, scaleTo, badImages, rows, memory, changed, preparation);
  }

  /** Returns the same examples with other roles of the columns. */
  DataSpec with(RowsSpec changed) {
    return new DataSpec(
        folder, limitPerClass, scaleTo, badImages, changed, memory, layout, preparation);
  }

  /** Returns the same examples, prepared with the copies of files in a folder. */
  DataSpec withFilesIn(Path copies) {
    return rows == null || rows.tokenizer() == null
        ? this
        : with(rows.tokenizedBy(copies.resolve(FileTokenizer.FILE).toString()));
  }

  /** Returns the same images, prepared in another way. */
  public DataSpec with(PreparationSpec changed) {
    return new DataSpec(folder, limitPerClass, 0, badImages, rows, memory, layout, changed);
  }

  /** Returns the same images, prepared as a classifier reads them. */
  public DataSpec prepared(ImageFormat format) {
    return with(PreparationSpec.of(format));
  }

  /** Checks the numbers of a job that was read from a file. */
  void requireInRange() {
    if (limitPerClass < 1 || scaleTo < 0) {
      throw new IllegalArgumentException(
          "data.limitPerClass is %s and data.scaleTo %s".formatted(limitPerClass, scaleTo));
    }
    layout.requireInRange();
    if (preparation != null) {
      preparation.check();
    }
    if (rows != null) {
      rows.requireUsable(folder);
    }
  }

  /** Returns whether the images are drawn, or their folder or file exists. */
  public boolean isThere() {
    return folder == null || Files.exists(Path.of(folder));
  }

  /** Returns the kind of the examples. */
  public ExampleKind kind() {
    return rows == null ? ExampleKind.IMAGES : rows.kind();
  }

  /**
   * Reads the training set and the test set.
   *
   * @throws IOException if they cannot be read, or hold examples that cannot be used
   */
  DataSets read() throws IOException {
    return rows == null
        ? new DataSets(images(DataSplit.TRAIN), images(DataSplit.TEST))
        : rows.read(Path.of(folder));
  }

  /**
   * Reads the test set of a saved classifier.
   *
   * @throws IOException as {@link #read()}
   */
  public ExampleSet test(Classifier classifier) throws IOException {
    InputFormat format = classifier.manifest().input();
    Path place = folder == null ? null : Path.of(folder);
    if (rows != null) {
      return rows.test(place, classifier);
    }
    if (format instanceof ImageFormat image) {
      return prepared(image).images(DataSplit.TEST);
    }
    if (place == null) {
      throw new IllegalArgumentException(
          "The classifier reads examples of the kind %s. Give a CSV file with --data or --test."
              .formatted(ForeignText.show(format.kind())));
    }
    return RowsSpec.withholding(layout.holdout()).test(place, classifier);
  }

  /**
   * Reads or draws one half of a data set of images, and reports skipped files on the error stream.
   *
   * @throws IOException if the folder is not a data set, or holds files that cannot be used
   */
  public LabelledImages images(DataSplit split) throws IOException {
    LabelledImages images = folder == null ? draw(split) : readFiles(split);
    if (images.skipped().count() > 0) {
      System.err.printf(
          "%s: skipped %s bad files, among them %s%n",
          ForeignText.show(images.description()),
          images.skipped().count(),
          images.skipped().named().stream().map(ForeignText::show).toList());
    }
    if (images.skipped().leftovers() > 0) {
      System.err.printf(
          "%s: passed over %s hidden or system files%n",
          ForeignText.show(images.description()), images.skipped().leftovers());
    }
    return images;
  }

  private LabelledImages draw(DataSplit split) {
    int count = split == DataSplit.TRAIN ? TRAINING_SHAPES : TEST_SHAPES;
    long limited = Math.min(count, (long) limitPerClass * DrawnShapes.classes().size());
    PreparationSpec wanted = chosen();
    LabelledImages drawn =
        new DrawnShapes(
                SHAPES_SEED, wanted.height() == 0 ? DrawnShapes.DEFAULT_SIZE : wanted.height())
            .draw(split, (int) limited);
    return wanted.channels() == 1 ? drawn.grey() : drawn;
  }

  private LabelledImages readFiles(DataSplit split) throws IOException {
    ReadingOptions.Builder options =
        ReadingOptions.builder()
            .optBadImages(badImages)
            .optLimitPerClass(limitPerClass)
            .optMemory(memory)
            .optNotices(System.err::println);
    layout.addTo(options);
    chosen().addTo(options);
    return layout.open(Path.of(folder), options.build()).read(split);
  }

  private PreparationSpec chosen() {
    return preparation == null ? PreparationSpec.earlier(scaleTo) : preparation;
  }
}
