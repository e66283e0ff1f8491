package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.source.DataSetException.Cure;
import dev.highorder.text.ForeignText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  private static final String REMEDY = " Unpack cifar-10-binary.tar.gz again.";
  private static final List<String> TRAIN_FILES =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> TEST_FILES = List.of("test_batch.bin");
  private static final String NAMES_FILE = "batches.meta.txt";
  private static final List<String> NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  private static final ImageSize SIZE = new ImageSize(32, 32);
  private static final int RECORD = 1 + (int) SIZE.bytes();

  /** The files of CIFAR-10 have 10,000. */
  private static final int MAX_RECORDS = 100_000;

  private static final int MAX_NAMES_BYTES = 10_000;

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
    String where = "CIFAR-10 %s (%s)".formatted(directory, split.directoryName());
    ImageSize size = options.size().orElse(SIZE);
    requireSize(where, size);
    List<String> classes = classes();
    List<Path> files =
        (split == DataSplit.TRAIN ? TRAIN_FILES : TEST_FILES)
            .stream().map(directory::resolve).toList();
    long total = 0;
    for (Path file : files) {
      total += records(file);
    }
    HeapBudget.ofThisJvm().check(where, Math.min(total, limit(classes)), size);

    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int[] taken = new int[classes.size()];
    ProgressCounter progress = new ProgressCounter(options.progress(), Math.toIntExact(total));
    for (Path file : files) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        byte[] record = in.readNBytes(RECORD);
        for (int i = 0; record.length == RECORD; i++) {
          int label = label(file, record, i);
          if (taken[label]++ < options.limitPerClass()) {
            RgbImage image = new RgbImage(Arrays.copyOfRange(record, 1, RECORD), SIZE);
            pixels.add(image.scaledTo(size).pixels());
            labels.add(label);
          }
          progress.increment();
          record = in.readNBytes(RECORD);
        }
      }
    }
    return LabelledImages.wrap(
        where,
        classes,
        size,
        pixels.toArray(byte[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        SkippedFiles.NONE);
  }

  private void requireSize(String where, ImageSize size) throws DataSetException {
    if (!options.scale() && !size.equals(SIZE)) {
      throw new DataSetException(
          "%s has images of %s instead of %s. Expect that size, or have them scaled (optScaleTo)."
              .formatted(ForeignText.show(where), SIZE, size),
          Set.of(Cure.SCALE),
          null);
    }
  }

  private long limit(List<String> classes) {
    return (long) options.limitPerClass() * classes.size();
  }

  private static long records(Path file) throws IOException {
    String name = FileNames.shown(file);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new DataSetException(
          "%s is missing, is not a file, or may not be read.%s".formatted(name, REMEDY));
    }
    long length = Files.size(file);
    if (length == 0) {
      throw new DataSetException("%s is empty (0 bytes).%s".formatted(name, REMEDY));
    }
    if (length % RECORD != 0) {
      throw new DataSetException(
          "%s is cut short within record %s (%s bytes are not a multiple of %s).%s"
              .formatted(name, length / RECORD, length, RECORD, REMEDY));
    }
    if (length / RECORD > MAX_RECORDS) {
      throw new DataSetException(
          "%s has %s records, more than %s, so it is another file.%s"
              .formatted(name, length / RECORD, MAX_RECORDS, REMEDY));
    }
    return length / RECORD;
  }

  private static int label(Path file, byte[] record, int number) throws DataSetException {
    int label = record[0] & 0xff;
    if (label >= NAMES.size()) {
      throw new DataSetException(
          "%s: record %s has the label %s, but CIFAR-10's labels are 0 to 9, so the file is damaged or another one.%s"
              .formatted(FileNames.shown(file), number, label, REMEDY));
    }
    return label;
  }

  private List<String> classes() throws IOException {
    Path file = directory.resolve(NAMES_FILE);
    if (!Files.exists(file)) {
      return NAMES;
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_NAMES_BYTES) {
      throw new DataSetException(
          "%s is not a file of at most %s bytes.%s"
              .formatted(FileNames.shown(file), MAX_NAMES_BYTES, REMEDY));
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> names = text.lines().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.size() != NAMES.size() || names.stream().distinct().count() != names.size()) {
      throw new DataSetException(
          "%s names %s instead of ten different classes.%s"
              .formatted(FileNames.shown(file), ForeignText.show(names), REMEDY));
    }
    return names;
  }

  @Override
  public String toString() {
    return "CIFAR-10 " + directory;
  }
}
