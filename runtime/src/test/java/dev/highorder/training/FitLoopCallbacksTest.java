package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import dev.highorder.network.ParameterCopies;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.BatchResult;
import dev.highorder.training.callback.StatefulCallback;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks of the user: when and where they are called, what they can do, and how they fail. */
class FitLoopCallbacksTest {

  @TempDir Path folder;

  private CheckpointPolicy policy() {
    return CheckpointPolicy.in(folder.resolve("checkpoints"));
  }

  /** The example of the documentation. */
  @Test
  void aCallbackEndsTheRunAtAnAccuracy() throws StorageException {
    TrainingRecipe recipe = recipe(r -> r.optEpochs(40));
    FitLoop loop =
        FitLoop.builder().setRecipe(recipe).optCallback(new StopAtAccuracy(0.95)).build();
    Outcome outcome = train(ColourTraining.network(), 1, model -> loop.fit(model, IMAGES, IMAGES));

    List<Double> accuracies =
        outcome.epochs().stream().map(epoch -> epoch.validation().accuracy()).toList();
    int last = accuracies.size() - 1;
    assertTrue(last < 39, accuracies.toString());
    assertTrue(accuracies.get(last) >= 0.95, accuracies.toString());
    assertTrue(accuracies.subList(0, last).stream().allMatch(a -> a < 0.95), accuracies.toString());
  }

  /** The weights of the incomplete epoch are evaluated and kept. */
  @Test
  void aCallbackEndsTheRunWithinAnEpoch() throws StorageException {
    TrainingCallback stopper =
        new TrainingCallback() {
          @Override
          public void onBatchEnd(TrainingContext run) {
            if (run.state().position().step() == 8) {
              run.finish();
            }
          }
        };
    Outcome outcome =
        train(
            ColourTraining.network(),
            1,
            model -> loop(recipe(r -> r)).optCallback(stopper).build().fit(model, IMAGES, IMAGES));

    assertEquals(2, outcome.epochs().size());
    assertEquals(2 * 16, outcome.epochs().get(1).training().examples());
    assertEquals(96, outcome.epochs().get(1).validation().examples());
  }

  /** Records its events. */
  private static final class Recorder implements TrainingCallback {

    private final List<String> events = new ArrayList<>();
    private final Set<Thread> threads = new HashSet<>();

    private void add(String event, TrainingContext run) {
      var position = run.state().position();
      events.add(
          "%s %d/%d/%d".formatted(event, position.epoch(), position.batch(), position.step()));
    }

    @Override
    public void onStart(TrainingContext run) {
      threads.add(Thread.currentThread());
      add("start", run);
    }

    @Override
    public void beforeUpdate(TrainingContext run, BatchResult batch) {
      assertTrue(Float.isFinite(batch.data().sum().getFloat()), "tensors are open");
      add("before", run);
    }

    @Override
    public void afterUpdate(TrainingContext run, BatchResult batch) {
      add("after", run);
    }

    @Override
    public void onBatchEnd(TrainingContext run) {
      threads.add(Thread.currentThread());
      add("batch", run);
    }

    @Override
    public void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {
      assertEquals(3, logits.getShape().get(1));
      add("validation", run);
    }

    @Override
    public void onEpochEnd(TrainingContext run, EpochResult result) {
      threads.add(Thread.currentThread());
      assertSame(result, run.state().results().get(result.epoch() - 1));
      add("epoch", run);
    }

    @Override
    public void onCheckpoint(TrainingContext run, Path checkpoint) {
      threads.add(Thread.currentThread());
      assertEquals(checkpoint, run.lastCheckpoint().orElseThrow());
      add("checkpoint", run);
    }

    @Override
    public void onInterrupt(TrainingContext run) {
      add("interrupt", run);
    }

    @Override
    public void onEnd(TrainingContext run) {
      threads.add(Thread.currentThread());
      add("end", run);
    }
  }

  @Test
  void eventsComeInTheirOrderOnTheThreadOfTheCaller() throws StorageException {
    Recorder recorder = new Recorder();
    train(
        ColourTraining.network(),
        1,
        model ->
            loop(recipe(r -> r.optEpochs(1).optBatchSize(48)))
                .optCallback(recorder)
                .optCheckpoints(policy().everySteps(1))
                .build()
                .fit(model, IMAGES, IMAGES));

    assertEquals(
        List.of(
            "start 0/0/0",
            "before 0/0/0",
            "after 0/0/0",
            "batch 0/1/1",
            "checkpoint 0/1/1",
            "before 0/1/1",
            "after 0/1/1",
            "batch 0/2/2",
            "validation 0/2/2",
            "validation 0/2/2",
            "epoch 1/0/2",
            "checkpoint 1/0/2",
            "end 1/0/2"),
        recorder.events);
    assertEquals(Set.of(Thread.currentThread()), recorder.threads);
  }

  /** Adds up the losses that it sees, which a resumed run must continue. */
  private static final class SumOfLosses implements StatefulCallback {

    private final int stopAt;
    private double sum;
    private FitLoop loop;

    SumOfLosses(int stopAt) {
      this.stopAt = stopAt;
    }

    @Override
    public String name() {
      return "sum-of-losses";
    }

    @Override
    public void create(TrainingContext run) {
      sum = 0;
    }

    @Override
    public Map<String, Double> numbers() {
      return Map.of("sum", sum);
    }

    @Override
    public void restore(Map<String, Double> numbers) {
      sum = numbers.get("sum");
    }

    @Override
    public void afterUpdate(TrainingContext run, BatchResult batch) {
      sum += batch.loss();
    }

    @Override
    public void onBatchEnd(TrainingContext run) {
      if (run.state().position().step() == stopAt) {
        loop.stop();
      }
    }
  }

  @Test
  void theMemoryOfACallbackIsResumedExactly() throws StorageException {
    SumOfLosses whole = new SumOfLosses(0);
    sum(whole, folder.resolve("whole"), false);
    SumOfLosses first = new SumOfLosses(7);
    assertThrows(
        TrainingStoppedException.class, () -> sum(first, folder.resolve("stopped"), false));
    SumOfLosses second = new SumOfLosses(0);
    sum(second, folder.resolve("stopped"), true);

    assertTrue(whole.sum > first.sum && first.sum > 0);
    assertEquals(whole.sum, second.sum);
  }

  private static void sum(SumOfLosses callback, Path directory, boolean resumes)
      throws StorageException {
    callback.loop =
        loop(recipe(r -> r.optEpochs(3)))
            .optCallback(callback)
            .optCheckpoints(CheckpointPolicy.in(directory))
            .build();
    train(
        ColourTraining.network(),
        1,
        model ->
            resumes
                ? callback.loop.resume(model, IMAGES, IMAGES)
                : callback.loop.fit(model, IMAGES, IMAGES));
  }

  /** The exception is the callback's own, and the run can be resumed without the callback. */
  @Test
  void aFailingCallbackEndsTheRunButNotItsCheckpoints() throws StorageException {
    RuntimeException failure = new IllegalStateException("The plot cannot be drawn.");
    TrainingCallback failing =
        new TrainingCallback() {
          @Override
          public void onEpochEnd(TrainingContext run, EpochResult result) {
            if (result.epoch() == 3) {
              throw failure;
            }
          }
        };
    Outcome whole = ColourTraining.fit(ColourTraining.network(), recipe(r -> r), 1);

    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                train(
                    ColourTraining.network(),
                    1,
                    model ->
                        loop(recipe(r -> r))
                            .optCallback(failing)
                            .optCheckpoints(policy())
                            .build()
                            .fit(model, IMAGES, IMAGES))));
    Checkpoint newest = Checkpoints.newest(policy().directory()).orElseThrow();
    assertEquals(2, newest.state().position().epoch());
    Outcome resumed =
        train(
            ColourTraining.network(),
            1,
            model ->
                loop(recipe(r -> r))
                    .optCheckpoints(policy())
                    .build()
                    .resume(model, IMAGES, IMAGES));
    assertEquals(whole.parameters(), resumed.parameters());
  }

  /** A checkpoint contains what the callbacks before it did in the same step. */
  @Test
  void aCheckpointContainsTheAverages() throws StorageException {
    Map<Path, Map<String, float[]>> averages = new LinkedHashMap<>();
    TrainingCallback recorder =
        new TrainingCallback() {
          @Override
          public void onCheckpoint(TrainingContext run, Path checkpoint) {
            averages.put(checkpoint, values(run.evaluatedWeights()));
            Map<String, float[]> saved = saved(checkpoint, run.copyWeights());
            averages
                .get(checkpoint)
                .forEach((name, value) -> assertArrayEquals(value, saved.get(name), name));
          }
        };
    train(
        ColourTraining.network(),
        1,
        model ->
            loop(recipe(r -> r.optEpochs(2).optAveraging(0.9f)))
                .optCallback(recorder)
                .optCheckpoints(policy().everySteps(2))
                .build()
                .fit(model, IMAGES, IMAGES));

    assertEquals(6, averages.size());
  }

  private static Map<String, float[]> values(Map<String, NDArray> tensors) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
    return values;
  }

  private static Map<String, float[]> saved(Path checkpoint, ParameterCopies target) {
    try {
      Checkpoint.open(checkpoint).read("average", target.byName());
      return values(target.byName());
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  /** A callback may have other weights evaluated: with all of them zero, nothing is known. */
  @Test
  void aCallbackChoosesTheWeightsThatAreEvaluated() throws StorageException {
    TrainingCallback zeros =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingContext run) {
            ParameterCopies copies = run.copyWeights();
            copies.byName().values().forEach(array -> array.muli(0));
            run.evaluateWith(copies);
          }
        };
    Outcome outcome =
        train(
            ColourTraining.plainNetwork(),
            1,
            model -> loop(recipe(r -> r)).optCallback(zeros).build().fit(model, IMAGES, IMAGES));
    Outcome plain = ColourTraining.fit(ColourTraining.plainNetwork(), recipe(r -> r), 1);

    for (EpochResult epoch : outcome.epochs()) {
      assertEquals(Math.log(3), epoch.validation().loss(), 1e-5);
    }
    assertEquals(plain.parameters(), outcome.parameters(), "learning is not affected");
  }
}
