package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.training.checkpoint.Checkpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again ends with the parameters of one that never was. */
class KillTest {

  private static final int KILLS = 20;

  @TempDir Path folder;

  /** SIGKILL at random moments, in steps as well as while checkpoints are written and removed. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void survivesSigkill() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path checkpoints = folder.resolve("killed");
    int kills = 0;
    while (kills < KILLS) {
      Path result = folder.resolve("never");
      Process process = start(checkpoints, result);
      String last = killAfter(process, 1 + random.nextInt(12), random.nextInt(25));
      assertFalse(Files.exists(result), "the training is longer than " + kills + " kills");
      kills++;
      System.out.printf(
          "kill %2d at '%s', left: %s%n",
          kills, last, Checkpoints.newest(checkpoints).map(c -> c.directory().getFileName()));
    }

    byte[] killed = toTheEnd(checkpoints, folder.resolve("killed.safetensors"));
    byte[] whole = toTheEnd(folder.resolve("whole"), folder.resolve("whole.safetensors"));

    assertTrue(whole.length > 1000);
    assertArrayEquals(whole, killed, "seed " + seed);
    System.out.printf("after %d kills the same %d bytes%n", kills, killed.length);
  }

  private static Process start(Path checkpoints, Path result) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            KilledTraining.class.getName(),
            checkpoints.toString(),
            "2",
            result.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Kills a process after it has printed so many steps and so many milliseconds have passed. */
  private static String killAfter(Process process, int steps, int millis) throws Exception {
    String last = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
        seen += line.startsWith("step") ? 1 : 0;
        if (seen == steps) {
          break;
        }
      }
      Thread.sleep(millis);
      process.destroyForcibly();
      process.waitFor();
    }
    return last;
  }

  private static byte[] toTheEnd(Path checkpoints, Path result) throws Exception {
    Process process = start(checkpoints, result);
    process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {});
    assertEquals(0, process.waitFor());
    return Files.readAllBytes(result);
  }
}
