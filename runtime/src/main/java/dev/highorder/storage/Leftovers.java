package dev.highorder.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hidden files of writers that were killed: {@code .NAME.new-UUID} and the like. */
final class Leftovers {

  private static final Pattern NAME =
      Pattern.compile("\\.(.+)\\.(new|old|" + WriterMark.SUFFIX + ")-([0-9a-f-]{36})");

  /**
   * A hidden file.
   *
   * @param target what its writer was writing
   * @param suffix new, old or that of a mark
   */
  private record Leftover(Path path, Path target, String suffix, String id) {

    static Stream<Leftover> of(Path path) {
      Matcher name = NAME.matcher(path.getFileName().toString());
      return name.matches()
          ? Stream.of(
              new Leftover(path, path.resolveSibling(name.group(1)), name.group(2), name.group(3)))
          : Stream.empty();
    }

    boolean isMark() {
      return suffix.equals(WriterMark.SUFFIX);
    }

    void settle() throws IOException {
      if (suffix.equals("old") && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        deleteQuietly(path);
      }
    }
  }

  private Leftovers() {}

  /**
   * Removes everything that writers left in a folder, and puts back what was renamed to be replaced
   * and then was not. No other process may be writing there.
   */
  static void settleAll(Path folder) throws IOException {
    settle(folder, leftover -> true);
  }

  /**
   * Does the same for one file or directory. Writers that are still at work are left alone.
   *
   * @param target the file or directory, which need not exist
   */
  static void settleAbandoned(Path target) throws IOException {
    settle(
        target.getParent(),
        leftover ->
            leftover.target().getFileName().toString().equals(target.getFileName().toString())
                && WriterMark.isAbandoned(leftover.target(), leftover.id()));
  }

  private static void settle(Path folder, Predicate<Leftover> isLeftover) throws IOException {
    List<Leftover> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers = files.flatMap(Leftover::of).filter(isLeftover).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // A mark goes last: without it, nobody would know whether the rest has a writer.
    for (Leftover leftover :
        leftovers.stream().sorted(Comparator.comparing(Leftover::isMark)).toList()) {
      leftover.settle();
    }
  }

  static void deleteQuietly(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Left-overs have hidden names and do no harm; the next writer tries again.
    }
  }
}
