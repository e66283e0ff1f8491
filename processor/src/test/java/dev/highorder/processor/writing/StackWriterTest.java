package dev.highorder.processor.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import dev.highorder.processor.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what is generated with golden files, as text: layout is part of the product. {@code
 * good/} has the sources, {@code expected/} what must come of them.
 */
class StackWriterTest {

  private static final Path RESOURCES = Path.of("src/test/resources");

  @Test
  void generatesTheExpectedText(@TempDir Path output) throws IOException {
    Map<String, String> generated = new TreeMap<>();
    int annotations = 0;
    for (Path source : sources()) {
      String text = Files.readString(source);
      Compilation compilation =
          Compilation.to(Files.createDirectory(output.resolve(source.getFileName().toString())))
              .option("-Xlint:all,-processing,-options")
              .compile(text);
      assertEquals(List.of(), compilation.complaints(), source.toString());
      compilation
          .generated()
          .forEach((path, file) -> generated.put(path.substring(path.lastIndexOf('/') + 1), file));
      annotations += count("@HighOrder(", text) + moreSchemes(text);
    }

    GoldenFiles.assertFolder(RESOURCES.resolve("expected"), generated);
    assertEquals(annotations, generated.size(), "one file for each scheme of each annotation");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("good"))) {
      return files.sorted().toList();
    }
  }

  private static int count(String part, String text) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  /** The commas in lists of schemes. */
  private static int moreSchemes(String text) {
    return text.lines()
        .filter(line -> line.contains("scheme = {"))
        .mapToInt(line -> count(",", line.substring(0, line.indexOf('}'))))
        .sum();
  }
}
