package dev.highorder.source;

import java.nio.file.Path;
import java.util.Objects;

/**
 * An image file of which a list names the class.
 *
 * @param file the file, which need not exist
 * @param className the class
 * @param place where the list names it, for messages: {@code photos.csv, line 3}
 */
public record ListedImage(Path file, String className, String place) {

  /** Refuses null. */
  public ListedImage {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(place, "place");
  }
}
