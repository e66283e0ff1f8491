package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * CIFAR-100 in its binary version: {@code train.bin}, {@code test.bin}, {@code
 * fine_label_names.txt} and {@code coarse_label_names.txt}.
 *
 * <p>A record is a byte with the coarse label, 0 to 19, a byte with the fine label, 0 to 99, and
 * {@code (3, 32, 32)} bytes of pixels. A file that is missing or cut short is always refused, since
 * the data set is one download.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-100 data set</a>
 */
public final class Cifar100Binary implements ImageSource {

  private static final String SUBDIRECTORY = "cifar-100-binary";
  private static final String REMEDY = " Unpack cifar-100-binary.tar.gz again.";

  private final Path directory;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param directory the one that holds the files, or the one that holds {@code cifar-100-binary/}
   * @param options how to read it
   */
  public Cifar100Binary(Path directory, ReadingOptions options) {
    Path inner = directory.resolve(SUBDIRECTORY);
    this.directory = Files.isDirectory(inner) ? inner : directory;
    this.options = Objects.requireNonNull(options, "options");
  }

  /** Returns whether a directory has the files; {@code train.bin} alone may be anything. */
  static boolean isIn(Path directory) {
    return Files.isDirectory(directory.resolve(SUBDIRECTORY))
        || Files.exists(directory.resolve(Cifar100Labels.FINE.namesFile()));
  }

  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    Cifar100Labels labels = options.cifar100Labels().orElse(Cifar100Labels.FINE);
    String where = "CIFAR-100 %s (%s)".formatted(FileNames.shown(directory), split.directoryName());
    CifarRecords records = new CifarRecords(2, labels == Cifar100Labels.COARSE ? 0 : 1, REMEDY);
    List<String> classes = records.names(directory.resolve(labels.namesFile()), labels.count());
    Path file = directory.resolve(split.directoryName() + ".bin");
    ImageCollector images =
        new ImageCollector(where, options, classes, CifarRecords.SIZE, records.count(file));
    records.read(file, "CIFAR-100", classes.size(), images);
    return images.images();
  }

  @Override
  public String toString() {
    return "CIFAR-100 " + FileNames.shown(directory);
  }
}
