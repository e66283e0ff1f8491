package dev.highorder.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Python in {@code docs/format.md} read what this library has saved. */
@Timeout(60)
class FormatPageTest {

  private static final Path PAGE = Path.of("..", "docs", "format.md");

  @TempDir Path folder;

  private static String script() throws IOException {
    Matcher sample =
        Pattern.compile("```python\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertTrue(sample.find());
    assertTrue(sample.group(1).lines().count() <= 20, "twenty lines");
    return sample.group(1);
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import math; math.prod([])").start().waitFor()
          == 0;
    } catch (IOException e) { // there is no such program
      return false;
    }
  }

  @Test
  void pythonReadsASavedClassifier() throws Exception {
    String script = script();
    assumeTrue(hasPython(), "needs python3");
    Path directory = SavedShapes.save(folder.resolve("classifier"));
    Path file = Files.writeString(folder.resolve("read.py"), script);
    Process process =
        new ProcessBuilder("python3", file.toString(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertEquals(0, process.waitFor());
    assertEquals("5 " + String.join(" ", SavedShapes.IMAGES.classes()), lines.get(0));
    Engines.backend(Engines.start())
        .run(
            () -> {
              try (NDManager manager = Engines.start().newBaseManager()) {
                compare(SavedClassifier.open(directory).network(manager), lines);
              }
            });
  }

  private static void compare(Network network, List<String> lines) {
    assertEquals(network.getParameters().size(), lines.size() - 1);
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      String shape =
          LongStream.of(parameter.getValue().getArray().getShape().getShape())
              .mapToObj(Long::toString)
              .collect(Collectors.joining(" "));
      String begin = parameter.getKey() + " " + shape + " ";
      double sum = 0;
      for (float value : parameter.getValue().getArray().toFloatArray()) {
        sum += value;
      }
      String line =
          lines.stream().filter(candidate -> candidate.startsWith(begin)).findFirst().orElseThrow();
      assertEquals(sum, Double.parseDouble(line.substring(begin.length())), 1e-9);
    }
  }
}
