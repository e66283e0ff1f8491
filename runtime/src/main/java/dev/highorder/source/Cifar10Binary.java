package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in its binary version: {@code data_batch_1.bin} to {@code data_batch_5.bin}, {@code
 * test_batch.bin} and {@code batches.meta.txt} with the names of the classes.
 *
 * <p>A record is a byte with the label, 0 to 9, and {@code (3, 32, 32)} bytes of pixels. A file
 * that is missing or cut short is always refused, since the data set is one download.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 data set</a>
 */
public final class Cifar10Binary implements ImageSource {

  private static final String SUBDIRECTORY = "cifar-10-batches-bin";
  private static final List<String> TRAIN_FILES =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> TEST_FILES = List.of("test_batch.bin");
  private static final String NAMES_FILE = "batches.meta.txt";
  private static final List<String> NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  private static final CifarRecords RECORDS =
      new CifarRecords(1, 0, " Unpack cifar-10-binary.tar.gz again.");

  private final Path directory;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param directory the one that holds the files, or the one that holds {@code
   *     cifar-10-batches-bin/}
   * @param options how to read it
   */
  public Cifar10Binary(Path directory, ReadingOptions options) {
    Path inner = directory.resolve(SUBDIRECTORY);
    this.directory = Files.isDirectory(inner) ? inner : directory;
    this.options = Objects.requireNonNull(options, "options");
  }

  /** Returns whether a directory has any of the files; errors about the others then make sense. */
  static boolean isIn(Path directory) {
    return Files.isDirectory(directory.resolve(SUBDIRECTORY))
        || Files.exists(directory.resolve(TRAIN_FILES.get(0)))
        || Files.exists(directory.resolve(TEST_FILES.get(0)));
  }

  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    String where = "CIFAR-10 %s (%s)".formatted(FileNames.shown(directory), split.directoryName());
    List<String> classes = classes();
    List<Path> files =
        (split == DataSplit.TRAIN ? TRAIN_FILES : TEST_FILES)
            .stream().map(directory::resolve).toList();
    int total = 0;
    for (Path file : files) {
      total += RECORDS.count(file);
    }
    ImageCollector images = new ImageCollector(where, options, classes, CifarRecords.SIZE, total);
    for (Path file : files) {
      RECORDS.read(file, "CIFAR-10", classes.size(), images);
    }
    return images.images();
  }

  private List<String> classes() throws IOException {
    Path file = directory.resolve(NAMES_FILE);
    return Files.exists(file) ? RECORDS.names(file, NAMES.size()) : NAMES;
  }

  @Override
  public String toString() {
    return "CIFAR-10 " + FileNames.shown(directory);
  }
}
