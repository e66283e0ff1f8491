package dev.highorder.source;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.text.ForeignText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The files of CIFAR's binary versions: records of one or two bytes with labels and {@code (3, 32,
 * 32)} bytes of pixels, and text files with the names of classes.
 *
 * @param labelBytes the number of labels of a record
 * @param labelAt which of them is read, from 0
 * @param remedy what to do with a damaged file, a sentence that begins with a blank
 */
record CifarRecords(int labelBytes, int labelAt, String remedy) {

  static final ImageSize SIZE = new ImageSize(32, 32);

  /** The largest file, the training set of CIFAR-100, has 50,000. */
  private static final int MAX_RECORDS = 100_000;

  private static final int MAX_NAMES_BYTES = 10_000;

  private int length() {
    return labelBytes + (int) SIZE.bytes();
  }

  /** Returns the number of records of a file, without reading it. */
  int count(Path file) throws IOException {
    String name = FileNames.shown(file);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new DataSetException(
          "%s is missing, is not a file, or may not be read.%s".formatted(name, remedy));
    }
    long bytes = Files.size(file);
    if (bytes == 0) {
      throw new DataSetException("%s is empty (0 bytes).%s".formatted(name, remedy));
    }
    if (bytes % length() != 0) {
      throw new DataSetException(
          "%s is cut short within record %s (%s bytes are not a multiple of %s).%s"
              .formatted(name, bytes / length(), bytes, length(), remedy));
    }
    if (bytes / length() > MAX_RECORDS) {
      throw new DataSetException(
          "%s has %s records, more than %s, so it is another file.%s"
              .formatted(name, bytes / length(), MAX_RECORDS, remedy));
    }
    return (int) (bytes / length());
  }

  /** Reads all records of a file. */
  void read(Path file, String set, int classes, ImageCollector collector) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readNBytes(length());
      for (int number = 0; bytes.length == length(); number++) {
        int label = bytes[labelAt] & 0xff;
        if (label >= classes) {
          throw new DataSetException(
              "%s: record %s has the label %s, but %s's labels are 0 to %s, so the file is damaged or another one.%s"
                  .formatted(FileNames.shown(file), number, label, set, classes - 1, remedy));
        }
        collector.add(label, new RgbImage(Arrays.copyOfRange(bytes, labelBytes, length()), SIZE));
        bytes = in.readNBytes(length());
      }
    }
  }

  /**
   * Reads the names of the classes, a line for each.
   *
   * @param count how many there must be
   */
  List<String> names(Path file, int count) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_NAMES_BYTES) {
      throw new DataSetException(
          "%s is not a file of at most %s bytes.%s"
              .formatted(FileNames.shown(file), MAX_NAMES_BYTES, remedy));
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> names = text.lines().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.size() != count || names.stream().distinct().count() != count) {
      throw new DataSetException(
          "%s names %s instead of %s different classes.%s"
              .formatted(FileNames.shown(file), ForeignText.show(names), count, remedy));
    }
    return names;
  }
}
