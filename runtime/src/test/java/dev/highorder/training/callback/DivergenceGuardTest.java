package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.training.diagnosis.StageNorms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DivergenceGuardTest {

  private static final StageNorms EXPLODED =
      new StageNorms(
          1,
          List.of(
              new StageNorms.StageNorm(1, "test.Tanh", 1, 1, 2),
              new StageNorms.StageNorm(1, "test.Tanh", 1, 2, 3e6)));

  private final FakeRun run = new FakeRun();
  private final DivergenceGuard guard = new DivergenceGuard();

  @BeforeEach
  void create() {
    guard.create(run);
  }

  @AfterEach
  void close() {
    run.close();
  }

  private String refusal(BatchResult batch) {
    return assertThrows(TrainingDivergedException.class, () -> guard.beforeUpdate(run, batch))
        .getMessage();
  }

  @Test
  void acceptsAnOrdinaryStep() {
    assertDoesNotThrow(() -> guard.beforeUpdate(run, run.batch(1.1f)));
  }

  @Test
  void refusesALossThatIsNotFinite() {
    guard.beforeUpdate(run, run.batch(1.1f));
    run.step();

    assertEquals(
        "The training diverged in epoch 1, batch 2: the loss is NaN (in the batch before it was"
            + " 1.1). When the batch is computed again, all its stages are within bounds. Since step"
            + " 1, the largest logit went from 0.00 to 0.00, the norm of the gradients from 2.00 to"
            + " 2.00 (its largest value is that of weight). The learning rate was 0.100. Try a tenth"
            + " of the learning rate, 0.010. If that is not enough, add a warm-up, clip the"
            + " gradients, or choose stacks of a smaller step size or a scheme of higher order; if"
            + " the first batch fails already, check the examples and the scale of the sub-net's"
            + " output.",
        refusal(run.batch(Float.NaN)));
  }

  @Test
  void namesTheCheckpointToResumeFrom() {
    run.checkpoints.add(Path.of("folder", "epoch-000001-batch-00000000"));

    String message = refusal(run.batch(Float.POSITIVE_INFINITY));

    assertTrue(
        message.contains(
            "Resume from "
                + Path.of("folder", "epoch-000001-batch-00000000")
                + " with a tenth of the learning rate, 0.010, or begin anew"),
        message);
  }

  @Test
  void refusesAStageOutOfBounds() {
    String message = refusal(run.batch(1, 0, EXPLODED));

    assertTrue(
        message.contains("stack 1, block 1, stage 2 (sub-net test.Tanh) has the size 3.00e+06"),
        message);
  }

  @Test
  void refusesGradientsThatAreNotFinite() {
    String message = refusal(run.batch(1, Double.NaN, StageNorms.NONE));

    assertTrue(message.contains("the norm of the gradients is NaN"), message);
  }

  private String refusalOfEpoch(double validationLoss) {
    return assertThrows(
            TrainingDivergedException.class,
            () -> guard.onEpochEnd(run, run.endEpochWithLoss(validationLoss)))
        .getMessage();
  }

  @Test
  void refusesAValidationLossThatIsNotFinite() {
    run.checkpoints.add(Path.of("folder", "epoch-000000-batch-00000003"));

    String message = refusalOfEpoch(Double.NaN);

    assertTrue(
        message.startsWith("The training diverged in epoch 1: the validation loss is NaN, while"),
        message);
    assertTrue(message.contains("Resume from " + run.checkpoints.get(0)), message);
  }

  /** A ReLU may hide it from the loss. */
  @Test
  void refusesAParameterThatIsNotFinite() {
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      run.setWeights(1e30f);
      guard.onEpochEnd(run, run.endEpochWithLoss(1));
      String name = run.weights().keySet().iterator().next();
      FakeRun.fill(run.weights().get(name), value);

      String message = refusalOfEpoch(1);

      assertTrue(message.contains("a value of the parameter " + name + " is not finite"), message);
    }
  }

  @Test
  void refusesAValidationLossThatExplodes() {
    guard.onEpochEnd(run, run.endEpochWithLoss(25.6));

    String message = refusalOfEpoch(28_776_127.3);

    assertTrue(message.contains("the validation loss has grown to 2.88e+07, from 25.6"), message);
    assertTrue(message.contains("larger batch size"), message);
  }

  /** The statistics of normalisations may be far off after the first steps of all. */
  @Test
  void acceptsAHugeValidationLossThatFalls() {
    assertDoesNotThrow(
        () -> {
          guard.onEpochEnd(run, run.endEpochWithLoss(1e7));
          guard.onEpochEnd(run, run.endEpochWithLoss(2e6));
          guard.onEpochEnd(run, run.endEpochWithLoss(1.1));
          guard.onEpochEnd(run, run.endEpochWithLoss(90));
        });
  }

  /** All that decides about the end of a run is in its checkpoints: here, the results. */
  @Test
  void aResumedRunComparesWithTheEpochsBefore() {
    guard.onEpochEnd(run, run.endEpochWithLoss(25.6));
    DivergenceGuard resumed = new DivergenceGuard();
    resumed.create(run);
    resumed.restore(guard.numbers());

    assertThrows(
        TrainingDivergedException.class,
        () -> resumed.onEpochEnd(run, run.endEpochWithLoss(28_776_127.3)));
  }

  @Test
  void asksForTheStagesOfEveryFiftiethStep() {
    assertEquals(
        List.of(1L, 51L, 101L),
        LongStream.rangeClosed(1, 120)
            .filter(step -> guard.stageDetail(step) == StageDetail.SAMPLE)
            .boxed()
            .toList());
  }

  /** A run may be resumed by another object, and one object may guard two runs. */
  @Test
  void hasTheMemoryOfItsRun() {
    guard.beforeUpdate(run, run.batch(0.25f));
    DivergenceGuard resumed = new DivergenceGuard();
    resumed.create(run);
    resumed.restore(guard.numbers());
    assertEquals(guard.numbers(), resumed.numbers());
    assertEquals(0.25, resumed.numbers().get("last"));

    guard.create(run);

    assertTrue(guard.numbers().isEmpty());
  }
}
