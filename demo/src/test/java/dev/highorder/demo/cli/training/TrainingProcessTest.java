package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.highorder.demo.HighOrderCli;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training runs as processes: signals, exit codes, and a full file system. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TrainingProcessTest {

  @TempDir Path folder;
  private Path classifier;
  private Path training;

  @BeforeEach
  void name() {
    classifier = folder.resolve("c");
    training = folder.resolve("c-training");
  }

  private static List<String> java(Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                HighOrderCli.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private List<String> train(int epochs) {
    return java(
        "train",
        "--out",
        classifier,
        "--limit",
        20,
        "--width",
        40,
        "--epochs",
        epochs,
        "--batch",
        20,
        "--threads",
        1,
        "--checkpoint-every",
        1,
        "--telemetry",
        1,
        "--keep-last",
        9);
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.PIPE)
        .start();
  }

  /** The exit code and the output of a process. */
  private record Ended(int code, String text) {}

  private static Ended end(Process process, String before) throws Exception {
    StringBuilder text = new StringBuilder(before);
    process.inputReader().lines().forEach(line -> text.append(line).append('\n'));
    return new Ended(process.waitFor(), text.toString());
  }

  private static Ended run(List<String> command) throws Exception {
    return end(start(command), "");
  }

  /** Starts, and sends a signal once the first epoch is reported. */
  private Ended startAndTerminate(List<String> command) throws Exception {
    return startAndSend("TERM", command);
  }

  private Ended startAndSend(String signal, List<String> command) throws Exception {
    Process process = start(command);
    BufferedReader lines = process.inputReader();
    StringBuilder text = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
      if (line.startsWith("epoch 1 done")) {
        String pid = Long.toString(process.pid());
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
        break;
      }
    }
    return end(process, text.toString());
  }

  @Test
  void sigtermSavesACheckpointAndResumeGoesOn() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows has no SIGTERM");
    Ended stopped = startAndTerminate(train(4));

    assertEquals(130, stopped.code(), stopped.text());
    assertTrue(stopped.text().contains("Stopping after this batch"), stopped.text());
    assertTrue(stopped.text().contains("To continue, resume from"), stopped.text());
    assertTrue(stopped.text().contains("Continue with: resume " + training), stopped.text());
    assertFalse(Files.exists(classifier), "the run is not finished");

    Ended again = run(train(4));
    assertEquals(1, again.code());
    assertTrue(again.text().contains("holds a training run already"), again.text());

    Ended resumed = run(java("resume", training));
    assertEquals(0, resumed.code(), resumed.text());
    assertTrue(resumed.text().contains("resuming after"), resumed.text());
    assertTrue(Files.exists(classifier.resolve("model.json")));
    for (String name : new String[] {"metrics.csv", "curves.png", "job.json"}) {
      assertTrue(Files.exists(training.resolve(name)), name);
    }
    assertEquals(5, Files.readAllLines(training.resolve("metrics.csv")).size(), "four epochs");
    List<String> stages = Files.readAllLines(training.resolve("stages.csv"));
    assertEquals(
        1 + 40 * 4, stages.size(), "each of forty training steps once, for each of four stages");
    try (Stream<Path> checkpoints = Files.list(training.resolve("checkpoints"))) {
      assertTrue(checkpoints.count() > 5, "resume keeps as many as train");
    }
  }

  /** A terminal that is closed sends one, sometimes two. */
  @Test
  void sighupSavesACheckpoint() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows has no SIGHUP");

    Ended stopped = startAndSend("HUP", train(4));

    assertEquals(130, stopped.code(), stopped.text());
    assertTrue(stopped.text().contains("Continue with: resume " + training), stopped.text());
    assertTrue(Checkpoints.newest(training.resolve("checkpoints")).isPresent());
  }

  /**
   * The kernel refuses files of more than 300 kB, as a full disk refuses any: what Java itself
   * unpacks is smaller, the parameters are larger.
   */
  @Test
  void aCheckpointThatCannotBeWrittenLosesNothing() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "ulimit is bash's");
    startAndTerminate(train(4));
    Path newest = Checkpoints.newest(training.resolve("checkpoints")).orElseThrow().directory();

    List<String> command = java("resume", training);
    String script = "ulimit -f 300; exec \"$@\"";
    List<String> limited = new ArrayList<>(List.of("/bin/bash", "-c", script, "bash"));
    limited.addAll(command);
    Ended full = run(limited);

    assertEquals(1, full.code(), full.text());
    assertTrue(full.text().contains("was not saved"), full.text());
    assertTrue(full.text().contains("The last good checkpoint is " + newest), full.text());
    assertEquals(
        newest, Checkpoints.newest(training.resolve("checkpoints")).orElseThrow().directory());
    assertEquals(0, run(java("resume", training)).code());
  }

  @Test
  void resumeExplainsThatTheDirectoryIsNotATrainingRun() throws Exception {
    Ended nothing = run(java("resume", folder));

    assertEquals(1, nothing.code());
    assertTrue(nothing.text().contains("is not a training directory"), nothing.text());
  }
}
