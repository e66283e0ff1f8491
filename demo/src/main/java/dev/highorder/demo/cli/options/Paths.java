package dev.highorder.demo.cli.options;

import java.nio.file.Path;

/** Paths as a job keeps them: it may be resumed from another working directory. */
final class Paths {

  private Paths() {}

  /** Returns the absolute path; null for null. */
  static String absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize().toString();
  }
}
