package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what is generated with golden files, as text: layout is part of the product.
 *
 * <p>{@code good/X.java} is a source, {@code expected/} holds what must come of it. Run the tests
 * with {@code -Dgolden=write} to write the expected files anew; then read the difference.
 */
class GoldenFileTest {

  private static final Path RESOURCES = Path.of("src/test/resources");

  static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("good"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void generatesTheExpectedText(Path source, @TempDir Path output) throws IOException {
    Compilation compilation =
        Compilation.to(output)
            .option("-Xlint:all,-processing,-options")
            .compile(Files.readString(source));

    assertEquals(List.of(), compilation.complaints());
    Map<String, String> generated = compilation.generated();
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path expected = RESOURCES.resolve("expected").resolve(Path.of(file.getKey()).getFileName());
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(expected, file.getValue());
      }
      assertEquals(Files.readString(expected), file.getValue(), expected.toString());
    }
    long annotations =
        Files.readString(source).lines().filter(l -> l.strip().startsWith("@HighOrder(")).count();
    assertEquals(annotations, generated.size(), "one file for each annotation");
  }
}
