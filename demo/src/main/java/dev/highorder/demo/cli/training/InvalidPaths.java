package dev.highorder.demo.cli.training;

import dev.highorder.text.ForeignText;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * Explains why a text is no path. On Linux, Java reads and writes the names of files only as far as
 * the encoding of the locale has their characters.
 */
public final class InvalidPaths {

  private static final char UNREADABLE = '\uFFFD';

  private InvalidPaths() {}

  /** Returns what is wrong with a text that is no path here, and what to do. */
  public static String explain(InvalidPathException e) {
    return isEncodable(e.getInput())
        ? "'%s' cannot be a path: %s. Give another."
            .formatted(ForeignText.show(e.getInput()), e.getReason())
        : ("'%s' cannot be a path here, since Java reads and writes file names as %s. Set the"
                + " environment variable LC_ALL=C.UTF-8.")
            .formatted(ForeignText.show(e.getInput()), encoding());
  }

  /**
   * Returns what is wrong with the working directory, which relative paths begin with; empty if
   * nothing is. Java would write to a directory of another name.
   */
  public static Optional<String> explainWorkingDirectory() {
    return explainWorkingDirectory(System.getProperty("user.dir"));
  }

  static Optional<String> explainWorkingDirectory(String directory) {
    return isEncodable(directory)
        ? Optional.empty()
        : Optional.of(
            ("the working directory '%s' cannot be used, since Java reads and writes file names as %s."
                    + " Set the environment variable LC_ALL=C.UTF-8.")
                .formatted(ForeignText.show(directory), encoding()));
  }

  private static boolean isEncodable(String text) {
    return text.indexOf(UNREADABLE) < 0 && encoding().newEncoder().canEncode(text);
  }

  /** Returns the encoding of file names, which is that of the locale at the start of Java. */
  private static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
  }
}
