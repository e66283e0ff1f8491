package dev.highorder.engine;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directory into which JNA, by which DJL calls native code, unpacks a small library at its
 * start. A container with a read-only file system may have none, which JNA reports by stack traces
 * alone.
 */
public final class TemporaryDirectory {

  private static final String CHOSEN = "jna.tmpdir";
  private static final String JAVAS = "java.io.tmpdir";

  /** Properties by which JNA takes a library that is there already. */
  private static final List<String> UNPACKED_BEFORE =
      List.of("jna.nounpack", "jna.boot.library.path");

  private final Properties properties;
  private final Map<String, String> environment;

  /**
   * A place that JNA tries.
   *
   * @param isCreated whether JNA creates it if it does not exist
   */
  private record Candidate(Path path, boolean isCreated) {

    boolean isWritable() {
      Path existing = path.toAbsolutePath();
      while (isCreated && Files.notExists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      return Files.isDirectory(existing) && Files.isWritable(existing);
    }
  }

  TemporaryDirectory(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** Returns the directory of this process. */
  public static TemporaryDirectory ofProcess() {
    return new TemporaryDirectory(System.getProperties(), System.getenv());
  }

  /**
   * Checks that JNA can unpack its library.
   *
   * @throws EngineUnavailableException if it cannot
   */
  static void requireWritable() {
    ofProcess()
        .fault()
        .ifPresent(
            fault -> {
              throw new EngineUnavailableException(fault, null);
            });
  }

  /** Returns the directory that JNA takes; empty if it can write to none. */
  public Optional<Path> path() {
    return candidates().filter(Candidate::isWritable).map(Candidate::path).findFirst();
  }

  /** Returns what is wrong and what to do; empty if nothing is. */
  Optional<String> fault() {
    if (UNPACKED_BEFORE.stream().anyMatch(properties::containsKey) || path().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        ("There is no directory for temporary files: DJL must unpack a small library at its start,"
                + " but cannot write to %s. Give Java a directory that can be written:"
                + " -D%s=DIR, or -D%s=DIR for this library alone.")
            .formatted(
                candidates()
                    .map(candidate -> candidate.path().toString())
                    .collect(Collectors.joining(" or ")),
                JAVAS,
                CHOSEN));
  }

  /** Returns the places that JNA tries, in its order. */
  private Stream<Candidate> candidates() {
    String chosen = properties.getProperty(CHOSEN);
    return chosen == null
        ? Stream.concat(cache(), candidate(properties.getProperty(JAVAS), "", false))
        : candidate(chosen, "", true);
  }

  /** Returns the folder for the files of one user; there is none on Windows. */
  private Stream<Candidate> cache() {
    String system = properties.getProperty("os.name", "");
    String home = properties.getProperty("user.home");
    if (system.startsWith("Windows")) {
      return Stream.of();
    }
    if (system.startsWith("Mac")) {
      return candidate(home, "Library/Caches/JNA/temp", true);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "").strip();
    return cache.isEmpty()
        ? candidate(home, ".cache/JNA/temp", true)
        : candidate(cache, "JNA/temp", true);
  }

  private static Stream<Candidate> candidate(String parent, String name, boolean isCreated) {
    try {
      return parent == null
          ? Stream.of()
          : Stream.of(new Candidate(Path.of(parent, name), isCreated));
    } catch (InvalidPathException e) {
      return Stream.of();
    }
  }
}
