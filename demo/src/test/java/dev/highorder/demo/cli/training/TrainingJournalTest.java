package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.training.state.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainingJournalTest {

  @TempDir Path folder;

  private static EpochResult result(int epoch, double loss) {
    return new EpochResult(
        epoch,
        new Evaluation(10, loss, 0.5),
        new Evaluation(10, loss, 0.4),
        1,
        0.1f,
        new EpochResult.Resources(10, 0, 5, 300_000_000, 90_000_000));
  }

  @Test
  void writesALineForEachEpoch() throws IOException {
    TrainingDirectory directory = new TrainingDirectory(folder);
    TrainingJournal journal = new TrainingJournal(directory);

    journal.add(result(1, 2.5));
    journal.add(result(2, Double.POSITIVE_INFINITY)); // cannot be drawn

    List<String> lines = Files.readAllLines(directory.metrics());
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("1,2.500000,0.500000,2.500000,0.400000,"), lines.get(1));
    assertTrue(Files.size(directory.curves()) > 1000);
  }

  /** Files that cannot be written do not end a run of days: they are only looked at. */
  @Test
  void reportsOnceThatFilesCannotBeWritten() throws IOException {
    TrainingDirectory directory = new TrainingDirectory(folder);
    Files.createDirectories(directory.metrics().resolve("in the way"));
    TrainingJournal journal = new TrainingJournal(directory);
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      journal.add(result(1, 2.5));
      journal.add(result(2, 2.4));
    } finally {
      System.setErr(err);
    }

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(
        1, text.lines().filter(line -> line.contains("The training run continues")).count());
    assertTrue(text.contains("metrics.csv is not written: "), text);
    assertTrue(Files.exists(directory.curves()), "the others are written");
  }

  /** To write into a pipe would wait for a reader. */
  @Test
  @Timeout(60)
  void aPipeIsNotWrittenInto() throws Exception {
    TrainingDirectory directory = new TrainingDirectory(folder);
    for (Path file : List.of(directory.metrics(), directory.curves())) {
      assumeTrue(
          new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0,
          "there is no mkfifo");
    }

    new TrainingJournal(directory).add(result(1, 2.5));

    assertFalse(Files.isRegularFile(directory.metrics()));
  }
}
