package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDirectoryTest {

  @TempDir Path folder;

  @Test
  void isNamedByItselfItsCheckpointsOrOneOfThem() throws IOException {
    TrainingDirectory directory = new TrainingDirectory(folder);
    Files.createFile(directory.job());

    assertEquals(directory, TrainingDirectory.of(folder));
    assertEquals(directory, TrainingDirectory.of(directory.checkpoints()));
    assertEquals(
        directory,
        TrainingDirectory.of(directory.checkpoints().resolve("epoch-000001-batch-00000000")));
    Path other = folder.resolve("other/checkpoints");
    assertEquals(new TrainingDirectory(other), TrainingDirectory.of(other), "it has no job");
  }

  @Test
  void aRunThatGoesOnIsNotReplaced() throws IOException {
    TrainingDirectory directory = new TrainingDirectory(folder);
    directory.requireFree(true);
    try (Checkpoints open = Checkpoints.open(CheckpointPolicy.in(directory.checkpoints()))) {
      assertEquals(directory.checkpoints(), open.policy().directory());

      String message =
          assertThrows(IOException.class, () -> directory.requireFree(true)).getMessage();

      assertTrue(message.contains("Another training run"), message);
    }
  }

  @Test
  void whatIsInTheWayOfTheJobIsReportedBeforehand() throws IOException {
    TrainingDirectory directory = new TrainingDirectory(folder);
    Files.createDirectory(directory.job());

    String message =
        assertThrows(IOException.class, () -> directory.requireFree(true)).getMessage();

    assertTrue(message.contains("job.json cannot be written: it is a directory"), message);
  }
}
