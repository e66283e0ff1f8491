package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** MXNet keeps memory for every thread that calls it, so only one thread may. */
class ManyThreadsTest {

  private static final int THREADS = 2000;
  private static final int CONTROL = 48;

  @TempDir Path folder;

  /** The growth of memory and the number of distinct answers. */
  private record Result(long growth, int answers) {

    static Result of(String line) {
      String[] words = line.split(" ", -1);
      return new Result(Long.parseLong(words[1]), Integer.parseInt(words[2]));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryDoesNotGrowWithTheThreadsThatClassified() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ManyThreads.class.getName(),
                folder.toString(),
                Integer.toString(THREADS),
                Integer.toString(CONTROL))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Result> results =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("RESULT"))
            .map(Result::of)
            .toList();
    assertEquals(0, process.waitFor());
    Result ours = results.get(0);
    Result control = results.get(1);

    assertEquals(1, ours.answers(), "all threads get the same answer");
    assertEquals(1, control.answers());
    long controlPerThread = control.growth() / CONTROL;
    assertTrue(controlPerThread > 1 << 20, "the control grows: " + control);
    assertTrue(ours.growth() < 48 << 20, "no growth of its own: " + ours);
    assertTrue(ours.growth() / THREADS < controlPerThread / 50, ours + " and " + control);
  }
}
