package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A directory with IDX files, as MNIST and Fashion-MNIST are distributed: {@code
 * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
 * {@code t10k-labels-idx1-ubyte}, each gzipped ({@code .gz}) or not.
 *
 * <p>The images are grey; red, green and blue get the same value. The classes are called 0, 1, 2
 * and so on, unless a file {@code classes.txt} has their names, a line for each.
 *
 * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Fashion-MNIST</a>
 */
public final class IdxFolder implements ImageSource {

  private static final String NAMES_FILE = "classes.txt";
  private static final int LABELS = 256;
  private static final int MAX_NAMES_BYTES = 100_000;

  private final Path directory;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param directory the one that holds the files
   * @param options how to read them
   */
  public IdxFolder(Path directory, ReadingOptions options) {
    this.directory = Objects.requireNonNull(directory, "directory");
    this.options = Objects.requireNonNull(options, "options");
  }

  /** Returns whether a directory has any of the files; errors about the others then make sense. */
  static boolean isIn(Path directory) {
    return Stream.of(DataSplit.values())
        .anyMatch(
            split ->
                find(directory, split, "images", 3).isPresent()
                    || find(directory, split, "labels", 1).isPresent());
  }

  private static Optional<Path> find(Path directory, DataSplit split, String what, int rank) {
    String part = split == DataSplit.TRAIN ? "train" : "t10k";
    return Stream.of("-", ".")
        .map(separator -> "%s-%s%sidx%s-ubyte".formatted(part, what, separator, rank))
        .flatMap(name -> Stream.of(name, name + ".gz"))
        .map(directory::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  private IdxFile open(DataSplit split, String what, int rank) throws IOException {
    Optional<Path> file = find(directory, split, what, rank);
    if (file.isEmpty()) {
      throw new DataSetException(
          "%s has no file %s-%s-idx%s-ubyte or the same with .gz. Download it."
              .formatted(
                  FileNames.shown(directory),
                  split == DataSplit.TRAIN ? "train" : "t10k",
                  what,
                  rank));
    }
    return new IdxFile(file.get(), rank);
  }

  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    String where = "IDX files %s (%s)".formatted(FileNames.shown(directory), split.directoryName());
    byte[] labels = labels(split);
    List<String> classes = classes(split == DataSplit.TRAIN ? labels : labels(DataSplit.TRAIN));
    try (IdxFile file = open(split, "images", 3)) {
      if (file.records() != labels.length) {
        throw file.bad(
            "has %s images, but there are %s labels".formatted(file.records(), labels.length));
      }
      ImageSize size = new ImageSize(file.dimension(1), file.dimension(2));
      ImageCollector collector = new ImageCollector(where, options, classes, size, file.records());
      for (byte label : labels) {
        byte[] grey = file.next(size.height() * size.width());
        if ((label & 0xff) >= classes.size()) {
          throw new DataSetException(
              "%s has the label %s, but there are %s classes. Download the files again."
                  .formatted(where, label & 0xff, classes.size()));
        }
        collector.add(label & 0xff, new RgbImage(tripled(grey), size));
      }
      file.requireEnd();
      return collector.images();
    }
  }

  private static byte[] tripled(byte[] grey) {
    byte[] pixels = new byte[3 * grey.length];
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(grey, 0, pixels, channel * grey.length, grey.length);
    }
    return pixels;
  }

  private byte[] labels(DataSplit split) throws IOException {
    try (IdxFile file = open(split, "labels", 1)) {
      byte[] labels = file.next(file.records());
      file.requireEnd();
      return labels;
    }
  }

  private List<String> classes(byte[] labels) throws IOException {
    int count = 1 + IntStream.range(0, labels.length).map(i -> labels[i] & 0xff).max().orElse(0);
    Path file = directory.resolve(NAMES_FILE);
    if (!Files.isRegularFile(file)) {
      return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
    if (Files.size(file) > MAX_NAMES_BYTES) {
      throw new DataSetException(
          "%s has more than %s bytes. Give a line for each class."
              .formatted(FileNames.shown(file), MAX_NAMES_BYTES));
    }
    List<String> names =
        Files.readAllLines(file).stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.size() < count
        || names.size() > LABELS
        || names.stream().distinct().count() != names.size()) {
      throw new DataSetException(
          "%s names %s classes, but the labels need %s different names. Give a line for each class."
              .formatted(FileNames.shown(file), names.size(), count));
    }
    return names;
  }

  @Override
  public String toString() {
    return "IDX files " + FileNames.shown(directory);
  }
}
