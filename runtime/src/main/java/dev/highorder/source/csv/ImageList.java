package dev.highorder.source.csv;

import dev.highorder.source.DataSetException;
import dev.highorder.source.FileNames;
import dev.highorder.source.ListedImage;
import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CSV file of two columns, {@code path} and {@code label}: an image file, relative to the
 * directory of the CSV file, and its class.
 */
public final class ImageList {

  private static final String PATH = "path";
  private static final String LABEL = "label";
  private static final int MAX_HEADER_BYTES = 100;

  private ImageList() {}

  /** Returns whether a file is a list of images, by its first line. */
  public static boolean isIn(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(MAX_HEADER_BYTES), StandardCharsets.UTF_8);
      String header = start.lines().findFirst().orElse("");
      return Stream.of(header.replaceAll("[\ufeff\"]", "").split(",", -1))
          .map(String::strip)
          .toList()
          .equals(List.of(PATH, LABEL));
    } catch (IOException e) {
      return false; // the reading that follows says why
    }
  }

  /**
   * Reads a list; no image is opened.
   *
   * @throws DataSetException if it is no such file, or a value is missing or no path; the message
   *     names the line
   */
  public static List<ListedImage> read(Path file) throws DataSetException {
    Rows rows = CsvFile.read(file);
    if (!Set.copyOf(rows.columns()).equals(Set.of(PATH, LABEL))) {
      throw new DataSetException(
          "%s does not have the columns path and label and no others. Write path,label into its first line."
              .formatted(FileNames.shown(file)));
    }
    Path base = file.toAbsolutePath().getParent();
    List<ListedImage> images = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      String place = "%s, %s".formatted(FileNames.text(file), rows.place(row));
      String path = value(rows, row, PATH, place);
      String label = value(rows, row, LABEL, place);
      images.add(new ListedImage(resolved(base, path, place), label, place));
    }
    return images;
  }

  private static String value(Rows rows, int row, String column, String place)
      throws DataSetException {
    String value = rows.value(row, rows.column(column));
    if (value.isEmpty()) {
      throw new DataSetException(
          "%s: there is no %s. Add it, or delete the line."
              .formatted(ForeignText.show(place), column));
    }
    return value;
  }

  private static Path resolved(Path base, String path, String place) throws DataSetException {
    try {
      return base.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new DataSetException(
          "%s: %s cannot be a path. Correct it."
              .formatted(ForeignText.show(place), ForeignText.show(path)),
          e);
    }
  }
}
