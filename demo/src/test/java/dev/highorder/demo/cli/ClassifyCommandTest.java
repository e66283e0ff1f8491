package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

  @TempDir Path folder;
  private Path classifier;
  private Path good;

  @BeforeEach
  void train() throws IOException {
    classifier = folder.resolve("c");
    Path samples = folder.resolve("samples");
    CommandLineRun train =
        CommandLineRun.of(
            "train",
            "--out",
            classifier,
            "--samples",
            samples,
            "--limit",
            2,
            "--width",
            4,
            "--batch",
            10,
            "--epochs",
            1);
    assertEquals(0, train.code(), train.err());
    try (Stream<Path> files = Files.list(samples)) {
      good = files.sorted().findFirst().orElseThrow();
    }
  }

  /** Whatever an argument is, the images after it are named, and the exit code tells of it. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void oneBadArgumentDoesNotKeepTheOthersFromBeingNamed() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("a.png"));
    Path pipe = folder.resolve("b.png");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path text = Files.writeString(folder.resolve("c.png"), "no image");
    Path missing = folder.resolve("d.png");
    Object[] bad = {empty, pipe, Path.of("/dev/zero"), text, missing, good};

    Object[] arguments =
        Stream.of(List.of("classify", "--json", classifier), List.of(bad))
            .flatMap(List::stream)
            .toArray();
    CommandLineRun run = CommandLineRun.of(arguments);

    assertEquals(1, run.code());
    JsonArray results = JsonParser.parseString(run.out()).getAsJsonArray();
    assertEquals(bad.length, results.size());
    for (int i = 0; i < bad.length - 1; i++) {
      assertTrue(results.get(i).getAsJsonObject().has("error"), results.get(i).toString());
    }
    assertEquals(
        2, results.get(bad.length - 1).getAsJsonObject().get("guesses").getAsJsonArray().size());
    assertTrue(run.err().contains(empty + " has no images itself"), run.err());
    assertTrue(run.err().contains(pipe + " is a pipe, socket or device"), run.err());
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipesAndFoldersInAFolderArePassedOver() throws Exception {
    Path images = Files.createDirectories(folder.resolve("images/inner")).getParent();
    Files.copy(good, images.resolve("good.png"));
    Path pipe = images.resolve("pipe.png");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

    CommandLineRun run = CommandLineRun.of("classify", "--json", classifier, images);

    assertEquals(0, run.code(), run.err());
    List<String> names =
        StreamSupport.stream(
                JsonParser.parseString(run.out()).getAsJsonArray().spliterator(), false)
            .map(result -> result.getAsJsonObject().get("image").getAsString())
            .toList();
    assertEquals(List.of(images.resolve("good.png").toString()), names);
    assertTrue(run.err().contains("are passed over: 2"), run.err());
  }
}
