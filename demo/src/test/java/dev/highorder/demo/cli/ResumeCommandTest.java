package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.demo.CommandLineRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeCommandTest {

  @TempDir Path folder;

  private static CommandLineRun train(Path classifier, Object... more) {
    String options = "--limit 2 --width 4 --batch 10 --threads 1 --out " + classifier;
    List<Object> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(List.of(options.split(" ", -1)));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--epochs")) {
      arguments.addAll(List.of("--epochs", 2));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  /** Images of two classes, as an image folder. */
  private static void writeImages(Path data) throws IOException {
    for (String name : new String[] {"train/dark", "train/light", "test/dark", "test/light"}) {
      Path directory = Files.createDirectories(data.resolve(name));
      for (int i = 0; i < 2; i++) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i, 3, name.endsWith("light") ? 0xffffff : 0x202020 + i);
        ImageIO.write(image, "png", directory.resolve(i + ".png").toFile());
      }
    }
  }

  /** With a constant rate, 2 epochs and 2 more give the bytes of 4 at once. */
  @ParameterizedTest
  @CsvSource({"leaves.csv, --label tree", "reviews.csv, --text review --label sentiment"})
  void tablesAndTextsAreResumedExactly(String file, String columns) throws IOException {
    Path data = Path.of("..", "docs", "examples", file).toAbsolutePath().normalize();
    String options =
        "%s --width 8 --batch 16 --threads 1 --schedule constant --data %s --epochs "
            .formatted(columns, data);
    trainRows(options + "4 --out " + folder.resolve("whole"));
    trainRows(options + "2 --out " + folder.resolve("parts"));

    CommandLineRun resumed =
        CommandLineRun.of("resume", folder.resolve("parts-training"), "--epochs", 4);

    assertEquals(0, resumed.code(), resumed.err());
    String parameters = "parameters.safetensors";
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole").resolve(parameters)),
        Files.readAllBytes(folder.resolve("parts").resolve(parameters)));
    CommandLineRun evaluated =
        CommandLineRun.of("evaluate", folder.resolve("parts"), "--data", data);
    assertEquals(0, evaluated.code(), evaluated.err());
  }

  /** Each step draws anew which blocks survive, and the classifier scales what blocks add. */
  @Test
  void stochasticDepthIsResumedExactly() throws IOException {
    String options = "--survival 0.5 --initial he_fan_out --blocks 2 --schedule constant";
    Path whole = folder.resolve("whole");
    train(whole, (Object[]) (options + " --epochs 4").split(" ", -1));
    train(folder.resolve("parts"), (Object[]) options.split(" ", -1));

    CommandLineRun resumed =
        CommandLineRun.of("resume", folder.resolve("parts-training"), "--epochs", 4);

    assertEquals(0, resumed.code(), resumed.err());
    String parameters = "parameters.safetensors";
    assertArrayEquals(
        Files.readAllBytes(whole.resolve(parameters)),
        Files.readAllBytes(folder.resolve("parts").resolve(parameters)));
    String manifest = Files.readString(whole.resolve("model.json"));
    assertTrue(manifest.contains("\"survival\": 0.5"), manifest);
    assertEquals(0, CommandLineRun.of("evaluate", whole).code());
  }

  private static void trainRows(String options) {
    CommandLineRun run = CommandLineRun.of((Object[]) ("train " + options).split(" ", -1));
    assertEquals(0, run.code(), run.err());
  }

  /** The rates of 4 epochs at once are those of the last two epochs of the resumed run. */
  @Test
  void moreEpochsShowTheLearningRateOnBothSidesOfTheSeam() {
    train(folder.resolve("c"));

    CommandLineRun resumed =
        CommandLineRun.of("resume", folder.resolve("c-training"), "--epochs", 4);

    assertEquals(0, resumed.code(), resumed.err());
    Matcher seam =
        Pattern.compile(
                "learning rate: ([\\d.]+) in the last step, ([\\d.]+) in the next; 4 epochs in all,"
                    + " before 2")
            .matcher(resumed.err());
    assertTrue(seam.find(), resumed.err());
    // Two batches an epoch: half a cosine of 4 steps after 3, and one of 8 steps after 4.
    assertEquals(
        0.1 * (0.01 + 0.99 * (1 + Math.cos(Math.PI * 3 / 4)) / 2),
        Double.parseDouble(seam.group(1)),
        1e-4);
    assertEquals(
        0.1 * (0.01 + 0.99 * (1 + Math.cos(Math.PI * 4 / 8)) / 2),
        Double.parseDouble(seam.group(2)),
        1e-4);
  }

  /** A run that was stopped, or diverged, names its last checkpoint. */
  @Test
  void theNewestCheckpointNamesItsTraining() {
    train(folder.resolve("c"));
    Path checkpoints = folder.resolve("c-training/checkpoints");

    CommandLineRun older =
        CommandLineRun.of(
            "resume", checkpoints.resolve("epoch-000001-batch-00000000"), "--epochs", 3);
    assertEquals(1, older.code());
    assertTrue(older.err().contains("is not the newest valid checkpoint"), older.err());

    CommandLineRun resumed =
        CommandLineRun.of(
            "resume", checkpoints.resolve("epoch-000002-batch-00000000"), "--epochs", 3);
    assertEquals(0, resumed.code(), resumed.err());
  }

  @Test
  void aMovedTrainingGoesOnInTheNewPlace() throws IOException {
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    writeImages(before.resolve("data"));
    train(before.resolve("net"), "--data", before.resolve("data"));
    Files.move(before, after);

    CommandLineRun resumed =
        CommandLineRun.of("resume", after.resolve("net-training"), "--epochs", 3);

    assertEquals(0, resumed.code(), resumed.err());
    assertFalse(Files.exists(before), "nothing is written to the old place");
    assertTrue(
        Files.readString(after.resolve("net/model.json")).contains("\"epochs\": 3"),
        "the classifier in the new place is that of the resumed run");
  }

  @Test
  void dataAndClassifierMayBeElsewhere() throws IOException {
    Path data = folder.resolve("data");
    writeImages(data);
    train(folder.resolve("net"), "--data", data);
    Path moved = folder.resolve("elsewhere/images");
    Files.createDirectories(moved.getParent());
    Files.move(data, moved);
    Path training = folder.resolve("net-training");

    CommandLineRun lost = CommandLineRun.of("resume", training, "--epochs", 3);
    assertEquals(1, lost.code());
    assertTrue(lost.err().contains(training.resolve("job.json").toString()), lost.err());
    assertTrue(lost.err().contains("--data DIR"), lost.err());
    assertFalse(lost.err().contains("--bad-images"), lost.err());

    Path other = folder.resolve("other");
    CommandLineRun found =
        CommandLineRun.of("resume", training, "--epochs", 3, "--data", moved, "--out", other);
    assertEquals(0, found.code(), found.err());
    assertTrue(Files.exists(other.resolve("model.json")));

    CommandLineRun again = CommandLineRun.of("resume", training, "--epochs", 4);
    assertEquals(0, again.code(), again.err());
    assertTrue(
        Files.readString(other.resolve("model.json")).contains("\"epochs\": 4"),
        "job.json remembers the places");
  }

  @Test
  void aClassifierOfAnotherTrainingIsNotReplaced() {
    train(folder.resolve("a"));
    train(folder.resolve("b"));

    CommandLineRun resumed =
        CommandLineRun.of(
            "resume", folder.resolve("a-training"), "--epochs", 3, "--out", folder.resolve("b"));

    assertEquals(1, resumed.code());
    assertTrue(resumed.err().contains("exists already"), resumed.err());
  }
}
