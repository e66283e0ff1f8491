package dev.highorder.demo.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder into which DJL unpacks native libraries. If it holds the engine's library already, it
 * may be read-only.
 */
public final class LibraryCache {

  private static final String ITEM = "native library cache";

  private final Path folder;
  private final Optional<String> obstacle;

  /**
   * Creates an examination.
   *
   * @param folder the folder, which need not exist yet
   */
  public LibraryCache(Path folder) {
    this(folder, obstacle(folder));
  }

  LibraryCache(Path folder, Optional<String> obstacle) {
    this.folder = folder;
    this.obstacle = obstacle;
  }

  /**
   * Adds the state of the folder to the findings.
   *
   * @param engineStarted whether the engine found its library there or elsewhere
   */
  public void examine(Findings findings, boolean engineStarted) {
    findings.value(ITEM, folder + obstacle.map(text -> ", " + text).orElse(""));
    if (!engineStarted && obstacle.isPresent()) {
      findings.problem(
          ITEM,
          "%s %s, and the engine's library is not in use. Set DJL_CACHE_DIR to a folder that this user can write."
              .formatted(folder, obstacle.get()));
    }
  }

  /** Returns what keeps this user from unpacking a library into a folder. */
  private static Optional<String> obstacle(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return Optional.of(Files.exists(existing) ? "is not a folder" : "cannot be read");
    }
    if (!Files.isReadable(existing) || !Files.isExecutable(existing)) {
      return Optional.of("cannot be read");
    }
    if (!Files.isWritable(existing)) {
      return Optional.of(
          existing.equals(folder.toAbsolutePath()) ? "is read-only" : "cannot be created");
    }
    return Optional.empty();
  }
}
