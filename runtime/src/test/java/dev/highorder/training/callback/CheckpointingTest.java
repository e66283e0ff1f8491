package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.storage.StorageException;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointingTest {

  @TempDir Path folder;

  private final FakeRun run = new FakeRun();
  private CheckpointPolicy policy;

  @BeforeEach
  void name() {
    policy = CheckpointPolicy.in(folder.resolve("checkpoints")).keep(9, 9);
  }

  @AfterEach
  void close() {
    run.close();
  }

  /** Takes all steps of an epoch and its end. */
  private void epoch(Checkpointing callback) throws StorageException {
    for (int batch = 0; batch < FakeRun.BATCHES_PER_EPOCH; batch++) {
      run.step();
      callback.onBatchEnd(run);
    }
    callback.onEpochEnd(run, run.endEpoch(0.5));
  }

  private List<String> names() {
    return run.checkpoints.stream().map(path -> path.getFileName().toString()).toList();
  }

  @Test
  void writesOneAfterEachEpoch() throws StorageException {
    try (Checkpoints files = Checkpoints.open(policy)) {
      Checkpointing callback = new Checkpointing(files);
      callback.onStart(run);
      epoch(callback);
      epoch(callback);
    }
    assertEquals(List.of("epoch-000001-batch-00000000", "epoch-000002-batch-00000000"), names());
    assertEquals(
        run.state, Checkpoints.newest(policy.directory()).orElseThrow().state(), "on disk");
  }

  /** None after the last batch, since that of the epoch follows. */
  @Test
  void writesEverySoManySteps() throws StorageException {
    try (Checkpoints files = Checkpoints.open(policy.everySteps(3))) {
      Checkpointing callback = new Checkpointing(files);
      callback.onStart(run);
      epoch(callback);
    }
    assertEquals(List.of("epoch-000000-batch-00000003", "epoch-000001-batch-00000000"), names());
  }

  @Test
  void writesWhenTheIntervalHasPassed() throws StorageException {
    try (Checkpoints files = Checkpoints.open(policy.every(Duration.ZERO))) {
      Checkpointing callback = new Checkpointing(files);
      callback.onStart(run);
      epoch(callback);
    }
    assertEquals(FakeRun.BATCHES_PER_EPOCH, names().size());
  }

  @Test
  void writesOnInterruptionUnlessThatWasDone() throws StorageException {
    try (Checkpoints files = Checkpoints.open(policy)) {
      Checkpointing callback = new Checkpointing(files);
      callback.onStart(run);
      callback.onInterrupt(run);
      assertEquals(List.of(), names(), "nothing was learned yet");
      run.step();
      callback.onBatchEnd(run);
      callback.onInterrupt(run);
      callback.onInterrupt(run);
    }
    assertEquals(List.of("epoch-000000-batch-00000001"), names());
  }

  @Test
  void saysWhichCheckpointIsGoodWhenOneCannotBeWritten() throws IOException {
    try (Checkpoints files = Checkpoints.open(policy)) {
      Checkpointing callback = new Checkpointing(files);
      callback.onStart(run);
      Files.move(policy.directory(), folder.resolve("moved"));
      Files.writeString(policy.directory(), "in the way");
      String message = failure(callback);
      assertTrue(message.endsWith(" There is no checkpoint yet."), message);

      run.checkpoints.add(Path.of("good"));
      message = failure(callback);
      assertTrue(message.endsWith(" The last good checkpoint is good."), message);
    }
  }

  private String failure(Checkpointing callback) {
    return assertThrows(StorageException.class, () -> callback.onEpochEnd(run, run.endEpoch(0.5)))
        .getMessage();
  }
}
