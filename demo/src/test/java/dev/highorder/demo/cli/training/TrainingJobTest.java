package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.artifact.Manifest;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.source.BadImages;
import dev.highorder.source.Cifar100Labels;
import dev.highorder.source.MemoryPolicy;
import dev.highorder.training.Recomputation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingJobTest {

  @TempDir Path folder;

  private static final TrainingJob JOB =
      new TrainingJob(
          new NetworkSpec(
              "vgg-rk4", List.of(16, 32), List.of(1, 2), Layout.CIFAR, Transition.OPTION_A),
          new DataSpec(
              "/data/cifar",
              40,
              32,
              BadImages.SKIP,
              null,
              MemoryPolicy.AUTO,
              new LayoutSpec(0.2, 7, Cifar100Labels.COARSE, "/data/test.csv"),
              null),
          new EngineSpec("MXNet", "cpu", 2),
          new CheckpointSpec(60, 3, 2, 10, Recomputation.BLOCKS),
          new Output("/data/classifier", true, "/data/samples"),
          new StartSpec(
              "/data/donor", new Manifest.Donor("abc", "EULER", List.of("a", "b"), 100, null)));

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
            new DataSpec(
                null,
                40,
                0,
                BadImages.REFUSE,
                null,
                MemoryPolicy.AUTO,
                LayoutSpec.DEFAULT,
                PreparationSpec.NONE),
            JOB.engine(),
            JOB.checkpoints(),
            new Output("/data/classifier", false, null),
            null);

    job.write(file);

    assertEquals(job, TrainingJob.read(file));
  }

  @Test
  void isWrittenAsOneObjectForEachSpec() throws IOException {
    Path file = folder.resolve("job.json");

    JOB.write(file);

    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(
        List.of("format", "network", "data", "engine", "checkpoints", "output", "start"),
        List.copyOf(json.keySet()));
    assertEquals(5, json.get("format").getAsInt());
    assertFalse(json.getAsJsonObject("data").has("badPictures"));
  }

  private static TrainingJob job(String data, String classifier, String samples) {
    return new TrainingJob(
        JOB.network(),
        new DataSpec(
            data, 40, 32, BadImages.SKIP, null, MemoryPolicy.AUTO, LayoutSpec.DEFAULT, null),
        JOB.engine(),
        JOB.checkpoints(),
        new Output(classifier, true, samples),
        null);
  }

  /** A project with its data, its classifier and the training, which is moved as a whole. */
  @Test
  void pathsBesideTheTrainingMoveWithIt() throws IOException {
    Path before = Files.createDirectories(folder.resolve("before/net-training"));
    Path after = Files.createDirectories(folder.resolve("after/net-training"));
    job(
            folder.resolve("before/data/rg").toString(),
            folder.resolve("before/net").toString(),
            before.resolve("samples").toString())
        .write(before.resolve("job.json"));
    Files.move(before.resolve("job.json"), after.resolve("job.json"));

    assertEquals(
        job(
            folder.resolve("after/data/rg").toString(),
            folder.resolve("after/net").toString(),
            after.resolve("samples").toString()),
        TrainingJob.read(after.resolve("job.json")));
    String text = Files.readString(after.resolve("job.json"));
    assertTrue(text.contains("\"../data/rg\""), text);
    assertFalse(text.contains("before"), text);
  }

  @Test
  void pathsElsewhereStayAbsolute() throws IOException {
    Path file = Files.createDirectories(folder.resolve("net-training")).resolve("job.json");
    TrainingJob job = job("/data/cifar", folder.resolve("net").toString(), "/data/samples");

    job.write(file);

    assertEquals(job, TrainingJob.read(file));
    assertTrue(Files.readString(file).contains("\"/data/cifar\""));
  }

  /** Writes a job as the second format had it: all paths are absolute. */
  private Path secondFormat(Path training, TrainingJob job) throws IOException {
    Path file = Files.createDirectories(training).resolve("job.json");
    JsonObject json = JsonUtils.GSON.toJsonTree(job).getAsJsonObject();
    json.addProperty("format", 2);
    Files.writeString(file, json.toString());
    return file;
  }

  @Test
  void anOlderJobThatWasNotMovedIsReadAsItIs() throws IOException {
    TrainingJob job = job("/data/cifar", folder.resolve("net").toString(), null);

    assertEquals(job, TrainingJob.read(secondFormat(folder.resolve("net-training"), job)));
  }

  /** Nothing may be written to the old place, whether it is there or not. */
  @Test
  void anOlderJobThatWasMovedGoesOnInTheNewPlace() throws IOException {
    TrainingJob job =
        job(
            folder.resolve("before/data").toString(),
            folder.resolve("before/net").toString(),
            folder.resolve("before/samples").toString());
    Path file = secondFormat(folder.resolve("after/net-training"), job);

    TrainingJob moved = TrainingJob.read(file);
    assertEquals(folder.resolve("after/net").toString(), moved.output().classifier());
    assertEquals(folder.resolve("after/samples").toString(), moved.output().samples());
    assertEquals(
        job.data().folder(), moved.data().folder(), "data that stayed are read where they are");

    Files.createDirectories(folder.resolve("after/data"));
    assertEquals(folder.resolve("after/data").toString(), TrainingJob.read(file).data().folder());
  }

  @Test
  void anOlderJobOfAnotherSystemGoesOnInTheNewPlace() throws IOException {
    Path file =
        secondFormat(folder.resolve("net-training"), job("C:\\data", "C:\\work\\net", null));

    assertEquals(folder.resolve("net").toString(), TrainingJob.read(file).output().classifier());
  }

  /** A file of the first format, as the program wrote it before jobs had specs. */
  private Path firstFormat(String... changes) throws IOException {
    String text;
    try (InputStream old = TrainingJobTest.class.getResourceAsStream("job-format-1.json")) {
      text = new String(old.readAllBytes(), StandardCharsets.UTF_8);
    }
    text = text.replace("/data/shapes", classifierOfFirstFormat());
    for (int i = 0; i < changes.length; i += 2) {
      text = text.replace(changes[i], changes[i + 1]);
    }
    Path training = Files.createDirectories(folder.resolve("shapes-training"));
    return Files.writeString(training.resolve("job.json"), text);
  }

  private String classifierOfFirstFormat() {
    return folder.resolve("shapes").toString();
  }

  @Test
  void theFirstFormatIsStillRead() throws IOException {
    assertEquals(
        new TrainingJob(
            new NetworkSpec("vgg-rk4", List.of(4), List.of(1), null, null),
            new DataSpec(
                null, 40, 0, BadImages.REFUSE, null, MemoryPolicy.AUTO, LayoutSpec.DEFAULT, null),
            new EngineSpec("MXNet", "", 1),
            new CheckpointSpec(300, 2, 1, 0, Recomputation.REVERSIBLE),
            new Output(classifierOfFirstFormat(), false, null),
            null),
        TrainingJob.read(firstFormat()));
  }

  @Test
  void theFirstFormatHadOptionalValuesToo() throws IOException {
    TrainingJob job =
        TrainingJob.read(
            firstFormat(
                "\"badPictures\": \"REFUSE\"",
                "\"badImages\": \"SKIP\"",
                "\"limit\": 40",
                "\"limit\": 40, \"layout\": \"PATCHES\", \"transition\": \"LINEAR\","
                    + " \"data\": \"/data/in\", \"samples\": \"/data/samples\""));

    assertEquals(
        new DataSpec(
            "/data/in", 40, 0, BadImages.SKIP, null, MemoryPolicy.AUTO, LayoutSpec.DEFAULT, null),
        job.data());
    assertEquals(Layout.PATCHES, job.network().layout());
    assertEquals(Transition.LINEAR, job.network().transition());
    assertEquals("/data/samples", job.output().samples());
  }

  /** Until the fourth format, cot was the name of what is simplified-cot now. */
  @ParameterizedTest
  @CsvSource({
    "4, cot-rk4, simplified-cot-rk4",
    "4, cot-verner8-adaptive, simplified-cot-verner8-adaptive",
    "4, vgg-rk4, vgg-rk4",
    "5, cot-rk4, cot-rk4"
  })
  void networksOfOlderJobsHaveTheirPresentName(int format, String before, String now)
      throws IOException {
    Path file = folder.resolve("job.json");
    JOB.write(file);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"format\": 5", "\"format\": " + format)
            .replace("\"vgg-rk4\"", "\"" + before + "\""));

    assertEquals(now, TrainingJob.read(file).network().name());
  }

  @Test
  void otherFilesAreRefusedWithTheRemedy() throws IOException {
    assertRefused("is not a training directory", null);
    assertRefused("it is empty", "");
    assertRefused("it is not JSON", "no JSON {");
    assertRefused("network is missing", "{\"format\": 2}");
    assertRefused("is missing", "{\"net\": \"vgg-rk4\"}");
    assertRefused("has format 6, but this version reads up to 5", "{\"format\": 6}");
    assertRefused("format is 3.0, not a whole number", "{\"format\": 3.0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"device\": \"cpu\"  | \"device\": null     | engine.device is null",
        "\"BLOCKS\"           | \"SOME\"             | checkpoints.recomputation is",
        "\"keepLast\": 3      | \"keepLast\": 0      | keepLast 0",
        "\"threads\": 2       | \"threads\": 2.5     | engine.threads is 2.5, not a whole number",
        "\"threads\": 2       | \"threads\": -2      | engine.threads is -2",
        "\"limitPerClass\": 40 | \"limitPerClass\": 0 | data.limitPerClass is 0",
        "\"classifier\"       | \"net\"              | output.classifier is missing",
        "\"SKIP\"             | \"skip\"             | data.badImages is \"skip\", not one of",
        "16,                  | null,                | network.widths[0] is null",
        "16,                  | -16,                 | network.widths is [-16, 32]",
      })
  void aValueThatIsWrongIsRefusedByItsName(String old, String now, String part) throws IOException {
    Path file = folder.resolve("job.json");
    JOB.write(file);
    String text = Files.readString(file);
    assertTrue(text.contains(old), text);

    assertRefused(part, text.replace(old, now));
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
