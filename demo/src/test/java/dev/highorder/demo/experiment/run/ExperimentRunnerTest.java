package dev.highorder.demo.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.demo.experiment.run.RunResult.Epoch;
import dev.highorder.demo.experiment.run.RunResult.Sample;
import dev.highorder.engine.Engines;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {

  private static final int SIZE = 16;

  @TempDir Path folder;

  static ExampleSets examples() {
    DrawnShapes shapes = new DrawnShapes(1, SIZE);
    return new ExampleSets(shapes.draw(DataSplit.TRAIN, 80), shapes.draw(DataSplit.TEST, 40));
  }

  private static TrainingPlan plan(String stack, int blocks, float rate) {
    return new TrainingPlan(
        ComparedNetwork.of(stack, 4, blocks),
        TrainingRecipe.quick(2)
            .optBatchSize(8)
            .optLearningRate(LearningRate.constant(rate))
            .build(),
        40,
        20);
  }

  static Experiment experiment() {
    return new Experiment(
        "test",
        List.of(
            new Arm("Euler", plan("vgg-euler", 4, 0.05f)),
            new Arm("RK4", plan("vgg-rk4", 1, 0.05f))),
        2);
  }

  static ExperimentRunner runner(Path folder, List<String> lines) throws IOException {
    return new ExperimentRunner(
        Engines.start("MXNet", 1),
        Engines.device(Engines.start("MXNet", 1), ""),
        examples(),
        folder,
        1,
        lines::add);
  }

  /** Everything but the times, which differ from run to run. */
  static List<String> numbers(ExperimentResults results) {
    List<String> numbers = new ArrayList<>();
    for (Arm arm : results.experiment().arms()) {
      for (RunResult result : results.of(arm)) {
        for (Sample sample : result.samples()) {
          numbers.add(arm.title() + sample.step() + " " + sample.loss() + " " + sample.accuracy());
        }
        for (Epoch epoch : result.epochs()) {
          numbers.add(arm.title() + epoch);
        }
      }
    }
    return numbers;
  }

  @Test
  void resultsAreReadAgainAndAreTheSameAnywhere() throws IOException {
    Experiment experiment = experiment();
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    ExperimentRunner first = runner(folder.resolve("a"), lines);
    first.run(List.of(experiment));
    List<String> expected = numbers(first.results(experiment));
    assertEquals(4, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).startsWith("1 of 4: test, Euler, seed 1: test accuracy "), lines.get(0));
    assertTrue(lines.get(0).contains("all are done in about 0:00:"), lines.get(0));

    lines.clear();
    ExperimentRunner again = runner(folder.resolve("a"), lines);
    again.run(List.of(experiment));
    assertEquals(List.of(), lines, "nothing is done again");
    assertEquals(expected, numbers(again.results(experiment)));

    ExperimentRunner elsewhere = runner(folder.resolve("b"), lines);
    elsewhere.run(List.of(experiment));
    assertEquals(expected, numbers(elsewhere.results(experiment)));
    List<RunResult> euler = elsewhere.results(experiment).of(experiment.arms().get(0));
    assertNotEquals(euler.get(0).samples(), euler.get(1).samples(), "seeds differ");
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      assertEquals(4, files.peek(file -> assertTrue(file.toString().endsWith(".json"))).count());
    }
  }

  /** Each epoch has five batches, so its samples are its batches. */
  @Test
  void samplesAreTheTrainingItself() throws IOException {
    Experiment experiment = new Experiment("one", List.of(experiment().arms().get(0)), 1);
    ExperimentRunner runner = runner(folder, new ArrayList<>());
    runner.run(List.of(experiment));
    RunResult result = runner.results(experiment).of(experiment.arms().get(0)).get(0);
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
        result.samples().stream().map(Sample::step).toList());
    for (int epoch = 0; epoch < 2; epoch++) {
      List<Sample> samples = result.samples().subList(5 * epoch, 5 * epoch + 5);
      assertEquals(
          result.epochs().get(epoch).trainingLoss(),
          samples.stream().mapToDouble(Sample::loss).sum() / 5,
          1e-5);
      assertEquals(
          result.epochs().get(epoch).trainingAccuracy(),
          samples.stream().mapToDouble(Sample::accuracy).sum() / 5,
          1e-9);
    }
    assertEquals(10, result.steps());
    assertTrue(result.seconds() > 0 && result.seconds() <= result.wallSeconds());
  }

  /** Euler's scheme with such a rate leaves all bounds; the others are trained all the same. */
  @Test
  void aRunThatDivergesIsAResult() throws IOException {
    Experiment experiment =
        new Experiment(
            "rates",
            List.of(new Arm("high", plan("vgg-euler", 4, 1e5f)), experiment().arms().get(1)),
            1);
    ExperimentRunner runner = runner(folder, new ArrayList<>());
    runner.run(List.of(experiment));
    RunResult high = runner.results(experiment).of(experiment.arms().get(0)).get(0);
    assertFalse(high.isComplete());
    assertEquals(RunResult.Verdict.DIVERGED, high.verdict());
    assertTrue(high.message().contains("diverged"), high.message());
    assertEquals(0.1, high.testAccuracy(), 1e-9);
    assertTrue(runner.results(experiment).of(experiment.arms().get(1)).get(0).isComplete());
  }

  @Test
  void aRunOfAnotherProcessIsLeftToIt() throws IOException {
    RunFolder runs = RunFolder.open(folder);
    RunFolder.Origin origin =
        new RunFolder.Origin(plan("vgg-euler", 4, 0.1f), 1, "MXNet", "a", "b");
    try (RunFolder.Claim claim = runs.claim(origin).orElseThrow()) {
      assertTrue(claim.lock().isValid());
      assertTrue(runs.claim(origin).isEmpty());
    }
    runs.claim(origin).orElseThrow().close();
  }

  @Test
  void titlesAreUnique() {
    Arm arm = experiment().arms().get(0);
    assertThrows(
        IllegalArgumentException.class, () -> new Experiment("twice", List.of(arm, arm), 1));
  }

  /** The steps until an accuracy are those at which the mean of a window first reaches it. */
  @Test
  void theStepsUntilAnAccuracyAreCountedOverAWindow() {
    double[] accuracies = {0.1, 0.9, 0.5, 0.8, 0.8, 0.9};
    RunResult result =
        new RunResult(
            true,
            "",
            0.1,
            10,
            IntStream.range(0, accuracies.length)
                .mapToObj(i -> new Sample(10L * (i + 1), 8, 1, accuracies[i], i + 1))
                .toList(),
            List.of(new Epoch(1, 0.5, 1, 0.5)),
            6,
            6);
    assertEquals(20, result.stepsUntil(0.8, 1).orElseThrow());
    assertEquals(50, result.stepsUntil(0.8, 2).orElseThrow());
    assertEquals(5, result.secondsUntil(0.8, 2).orElseThrow());
    assertTrue(result.stepsUntil(0.95, 1).isEmpty());
    assertEquals(RunResult.Verdict.LEARNED, result.verdict());
  }
}
