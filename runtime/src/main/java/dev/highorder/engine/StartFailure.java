package dev.highorder.engine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reason why an engine does not start, and the remedy for it. */
final class StartFailure {

  private final String engine;
  private final List<Throwable> causes = new ArrayList<>();

  /**
   * Explains a failure.
   *
   * @param engine the engine's name
   * @param thrown what was thrown while it started
   */
  StartFailure(String engine, Throwable thrown) {
    this.engine = engine;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
  }

  /** Returns the exception that tells both to the user. */
  EngineUnavailableException exception() {
    return new EngineUnavailableException(
        "The engine %s does not start on %s %s: %s. %s"
            .formatted(
                engine,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                reason(),
                remedy()),
        causes.get(0));
  }

  /** Returns the innermost cause, which is the one that says something. */
  private String reason() {
    Throwable root = causes.get(causes.size() - 1);
    String message = root.getMessage();
    boolean namesItself = root instanceof FileSystemException || message == null;
    return (namesItself ? root.toString() : message).strip().replaceAll("[.:]$", "");
  }

  private String remedy() {
    if (mentions(IllegalCallerException.class)) {
      return "Start Java with --enable-native-access=ALL-UNNAMED, or with the names of the modules"
          + " that use JNA.";
    }
    Optional<Throwable> file =
        causes.stream().filter(cause -> cause instanceof IOException).findFirst();
    if (file.isPresent()) {
      return "Give a directory that can be read and written as the environment variable"
          + " DJL_CACHE_DIR; DJL unpacks native libraries there.";
    }
    if (toString().matches("(?s).*(failed to map segment|cannot allocate memory).*")) {
      return "Give the process more address space, as by ulimit -v unlimited. If the directory for"
          + " temporary files is mounted noexec, give another by -Djna.tmpdir=DIR.";
    }
    return "Add its native library for this platform.";
  }

  /**
   * Returns whether one of the causes is of a type. After a first failure, Java only quotes it in
   * the message of another error.
   */
  private boolean mentions(Class<? extends Throwable> type) {
    return causes.stream()
        .anyMatch(cause -> type.isInstance(cause) || cause.toString().contains(type.getName()));
  }

  /** Returns all causes, with those that were suppressed. */
  @Override
  public String toString() {
    StringBuilder all = new StringBuilder();
    for (Throwable cause : causes) {
      all.append(cause).append('\n');
      for (Throwable suppressed : cause.getSuppressed()) {
        all.append(suppressed).append('\n');
      }
    }
    return all.toString();
  }
}
