package dev.highorder.demo.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository that people read. */
final class Repository {

  /** The root, seen from the directory of a module, where Maven runs tests. */
  static final Path ROOT = Path.of(System.getProperty("house.root", ".."));

  private static final List<String> MODULES =
      List.of("annotations", "runtime", "processor", "demo/nets", "demo");

  private Repository() {}

  /** Returns the Java files that are shipped, but for the module's declaration. */
  static List<SourceFile> mainSources() {
    return MODULES.stream()
        .flatMap(module -> files(ROOT.resolve(module).resolve("src/main/java")))
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.endsWith("module-info.java"))
        .map(SourceFile::read)
        .toList();
  }

  /** Returns every Java file and resource that is text, tests included. */
  static List<SourceFile> allSources() {
    return MODULES.stream()
        .flatMap(module -> files(ROOT.resolve(module).resolve("src")))
        .filter(file -> file.toString().matches(".*\\.(java|md|py|sh|c|xml|properties|txt)"))
        .map(SourceFile::read)
        .toList();
  }

  /** Returns the pages of the documentation and those at the root. */
  static List<SourceFile> pages() {
    try (Stream<Path> root = Files.list(ROOT)) {
      return Stream.concat(root, files(ROOT.resolve("docs")))
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(SourceFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one page, such as {@code docs/index.md}. */
  static SourceFile page(String name) {
    return SourceFile.read(ROOT.resolve(name));
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
