package dev.highorder.source;

import dev.highorder.text.ForeignText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * The names of files as text, whatever encoding Java takes file names to have.
 *
 * <p>On Linux a name is a sequence of bytes, nearly always UTF-8. Where the environment has no
 * locale, as in small containers, Java reads these bytes as ASCII, so that {@link Path#toString}
 * destroys every other letter. A path itself keeps the bytes, and these methods use them.
 */
public final class FileNames {

  /** Stands for bytes that are not text. */
  private static final String REPLACEMENT = "\ufffd";

  private FileNames() {}

  /**
   * Returns the last name of a path.
   *
   * @param file a path of any file system
   * @return the name; U+FFFD stands for bytes that are text neither in UTF-8 nor in the encoding
   *     that Java uses; empty if the path has no name
   */
  public static String of(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString();
    if (isAscii(text) || hasReliableNames(file)) {
      return text;
    }
    String raw = file.toUri().getRawPath();
    int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
    String encoded = raw.substring(raw.lastIndexOf('/', end - 1) + 1, end);
    // A plus sign means a blank in the form that is decoded here, but not in a path.
    String utf8 = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    return utf8.contains(REPLACEMENT) ? text : utf8;
  }

  /**
   * Returns a whole path as messages and tables show it.
   *
   * @param path a path of any file system
   * @return its {@link #text}, shown by {@link ForeignText}
   */
  public static String shown(Path path) {
    return ForeignText.show(text(path));
  }

  /** Returns the last name of a path as messages show it. */
  static String shownName(Path file) {
    return ForeignText.show(of(file));
  }

  /**
   * Returns a whole path as text, such as a program passes it on.
   *
   * @param path a path of any file system
   * @return its names as {@link #of} returns them
   */
  public static String text(Path path) {
    String text = path.toString();
    if (isAscii(text) || hasReliableNames(path)) {
      return text;
    }
    String separator = path.getFileSystem().getSeparator();
    StringBuilder names = new StringBuilder(path.isAbsolute() ? path.getRoot().toString() : "");
    for (int i = 0; i < path.getNameCount(); i++) {
      names.append(i == 0 ? "" : separator).append(of(path.getName(i)));
    }
    return names.toString();
  }

  /** Returns whether a name is text: no part of it had to be replaced by U+FFFD. */
  static boolean isText(String name) {
    return !name.contains(REPLACEMENT);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean hasReliableNames(Path path) {
    return !path.getFileSystem().equals(FileSystems.getDefault())
        || "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
  }
}
