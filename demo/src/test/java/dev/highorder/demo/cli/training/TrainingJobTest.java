package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.source.BadImages;
import dev.highorder.training.Recomputation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobTest {

  @TempDir Path folder;

  private static final TrainingJob JOB =
      new TrainingJob(
          new NetworkSpec(
              "vgg-rk4", List.of(16, 32), List.of(1, 2), Layout.CIFAR, Transition.OPTION_A),
          new DataSpec("/data/cifar", 40, 32, BadImages.SKIP),
          new EngineSpec("MXNet", "cpu", 2),
          new CheckpointSpec(60, 3, 2, 10, Recomputation.BLOCKS),
          new Output("/data/classifier", true, "/data/samples"));

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("job.json");

    JOB.write(file);

    assertEquals(JOB, TrainingJob.read(file));
  }

  /** Shapes have no folder, and most jobs no samples, layout or transition. */
  @Test
  void missingValuesStayMissing() throws IOException {
    Path file = folder.resolve("job.json");
    TrainingJob job =
        new TrainingJob(
            new NetworkSpec("vgg-rk4", List.of(16), List.of(1), null, null),
            new DataSpec(null, 40, 0, BadImages.REFUSE),
            JOB.engine(),
            JOB.checkpoints(),
            new Output("/data/classifier", false, null));

    job.write(file);

    assertEquals(job, TrainingJob.read(file));
  }

  @Test
  void isWrittenAsOneObjectForEachSpec() throws IOException {
    Path file = folder.resolve("job.json");

    JOB.write(file);

    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(
        List.of("format", "network", "data", "engine", "checkpoints", "output"),
        List.copyOf(json.keySet()));
    assertEquals(2, json.get("format").getAsInt());
    assertFalse(json.getAsJsonObject("data").has("badPictures"));
  }

  /** A file of the first format, as the program wrote it before jobs had specs. */
  @Test
  void theFirstFormatIsStillRead() throws IOException {
    Path file = folder.resolve("job.json");
    try (InputStream old = TrainingJobTest.class.getResourceAsStream("job-format-1.json")) {
      Files.copy(old, file);
    }

    assertEquals(
        new TrainingJob(
            new NetworkSpec("vgg-rk4", List.of(4), List.of(1), null, null),
            new DataSpec(null, 40, 0, BadImages.REFUSE),
            new EngineSpec("MXNet", "", 1),
            new CheckpointSpec(300, 2, 1, 0, Recomputation.REVERSIBLE),
            new Output("/data/shapes", false, null)),
        TrainingJob.read(file));
  }

  @Test
  void theFirstFormatHadOptionalValuesToo() throws IOException {
    Path file = folder.resolve("job.json");
    try (InputStream old = TrainingJobTest.class.getResourceAsStream("job-format-1.json")) {
      String text = new String(old.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          file,
          text.replace("\"badPictures\": \"REFUSE\"", "\"badImages\": \"SKIP\"")
              .replace(
                  "\"limit\": 40",
                  "\"limit\": 40, \"layout\": \"PATCHES\", \"transition\": \"LINEAR\","
                      + " \"data\": \"/data/in\", \"samples\": \"/data/samples\""));
    }

    TrainingJob job = TrainingJob.read(file);

    assertEquals(new DataSpec("/data/in", 40, 0, BadImages.SKIP), job.data());
    assertEquals(Layout.PATCHES, job.network().layout());
    assertEquals(Transition.LINEAR, job.network().transition());
    assertEquals("/data/samples", job.output().samples());
  }

  @Test
  void otherFilesAreRefusedWithTheRemedy() throws IOException {
    assertRefused("is not a training directory", null);
    assertRefused("is empty", "");
    assertRefused("cannot be read", "no JSON {");
    assertRefused("is incomplete", "{\"format\": 2}");
    assertRefused("is incomplete", "{\"net\": \"vgg-rk4\"}");
    assertRefused("has format 3, but this version reads up to 2", "{\"format\": 3}");
  }

  private void assertRefused(String part, String text) throws IOException {
    Path file = folder.resolve("job.json");
    if (text != null) {
      Files.writeString(file, text);
    }
    String message = assertThrows(IOException.class, () -> TrainingJob.read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
