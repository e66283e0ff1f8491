package dev.highorder.demo.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.engine.Engines;
import dev.highorder.recipe.TrainingRecipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed within a run, and the next one ends with the same numbers. */
class ExperimentKillTest {

  private static final int EPOCHS = 40;

  @TempDir Path folder;

  static Experiment experiment() {
    TrainingPlan plan =
        new TrainingPlan(
            ComparedNetwork.of("vgg-rk4", 4, 1),
            TrainingRecipe.quick(EPOCHS).optBatchSize(20).build(),
            80,
            20);
    return new Experiment("killed", List.of(new Arm("RK4", plan)), 1);
  }

  static ExperimentRunner runner(Path folder, Consumer<String> progress) throws IOException {
    return new ExperimentRunner(
        Engines.start("MXNet", 1),
        Engines.device(Engines.start("MXNet", 1), ""),
        ExperimentRunnerTest.examples(),
        folder,
        1,
        progress);
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Djava.awt.headless=true",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            ExperimentProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> numbers(Process process) throws Exception {
    List<String> numbers = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("number ")) {
          numbers.add(line.substring("number ".length()));
        }
      }
    }
    assertEquals(0, process.waitFor());
    return numbers;
  }

  private boolean hasCheckpoint() throws IOException {
    return listing().stream().anyMatch(name -> name.matches("killed/.*-checkpoints/[^.]*"));
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).toList();
    }
  }

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void theNumbersAreThoseOfAnUninterruptedRun() throws Exception {
    Experiment experiment = experiment();
    ExperimentRunner whole = runner(folder.resolve("whole"), line -> {});
    whole.run(List.of(experiment));
    List<String> expected = ExperimentRunnerTest.numbers(whole.results(experiment));

    Path killed = folder.resolve("killed");
    Process process = start(killed);
    while (!hasCheckpoint() && process.isAlive()) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    assertTrue(hasCheckpoint(), "it was killed within its run: " + listing());
    assertFalse(
        listing().stream().anyMatch(name -> name.matches("killed/[^/]*\\.json")),
        "it had no result yet: " + listing());

    assertEquals(expected, numbers(start(killed)));
  }
}
