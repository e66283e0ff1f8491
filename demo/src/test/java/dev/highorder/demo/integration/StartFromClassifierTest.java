package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training runs that start from a saved classifier, and classifiers that are recalibrated. */
class StartFromClassifierTest {

  private static final String SMALL = " --limit 8 --width 4 --epochs 2 --batch 16 --threads 1";

  @TempDir Path folder;

  private CommandLineRun run(String command) {
    return CommandLineRun.of((Object[]) command.split(" ", -1));
  }

  private CommandLineRun done(String command) {
    CommandLineRun run = run(command);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private Path donor;

  @BeforeEach
  void train() {
    donor = folder.resolve("donor");
    done("train --net vgg-euler --blocks 4 --out " + donor + SMALL);
  }

  private static JsonObject manifest(Path classifier) throws IOException {
    return JsonParser.parseString(Files.readString(classifier.resolve("model.json")))
        .getAsJsonObject();
  }

  private static String sha256(Path classifier) throws IOException {
    return manifest(classifier).getAsJsonObject("parameters").get("sha256").getAsString();
  }

  @Test
  void anotherSchemeStartsAndResumesWithoutTheDonor() throws IOException {
    String options = " --net vgg-rk4 --recalibrate 40 --freeze-to stem --body-lr 0.5" + SMALL;
    Path whole = folder.resolve("whole");
    CommandLineRun started = done("train --from " + donor + options + " --out " + whole);
    assertTrue(started.err().contains("recalibrated with 32 examples"), started.err());
    JsonObject origin = manifest(whole).getAsJsonObject("donor");
    assertEquals(sha256(donor), origin.get("parametersSha256").getAsString());
    assertEquals("EULER", origin.get("scheme").getAsString());
    assertEquals(40, origin.get("recalibratedWith").getAsInt());

    Path stopped = folder.resolve("stopped");
    done(
        "train --from "
            + donor
            + options.replace("--epochs 2", "--epochs 1")
            + " --schedule constant"
            + " --out "
            + stopped);
    Path longer = folder.resolve("longer");
    done("train --from " + donor + options + " --schedule constant --out " + longer);
    delete(donor);
    delete(stopped);
    done("resume " + stopped + "-training --epochs 2");
    assertEquals(sha256(longer), sha256(stopped));
    assertEquals(manifest(longer).get("donor"), manifest(stopped).get("donor"), "it is remembered");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void otherClassesGetANewHead() throws IOException {
    Path data = folder.resolve("data");
    done("train --samples " + folder.resolve("samples") + " --out " + folder.resolve("x") + SMALL);
    List<Path> images;
    try (Stream<Path> files = Files.walk(folder.resolve("samples"))) {
      images = files.filter(Files::isRegularFile).sorted().limit(3).toList();
    }
    for (String half : new String[] {"train", "test"}) {
      for (int i = 0; i < images.size(); i++) {
        Path place = data.resolve(half).resolve("class" + i);
        Files.createDirectories(place);
        Files.copy(images.get(i), place.resolve("image.png"));
        Files.copy(images.get(i), place.resolve("again.png"));
      }
    }
    CommandLineRun started =
        done(
            "train --net vgg-rk4 --from %s --data %s --out %s"
                    .formatted(donor, data, folder.resolve("c"))
                + SMALL);
    assertTrue(started.err().contains("(10, and here 3), so the head is new"), started.err());
    assertEquals(
        manifest(donor).getAsJsonObject("input").get("normalisation"),
        manifest(folder.resolve("c")).getAsJsonObject("input").get("normalisation"));
  }

  @Test
  void refusesWhatDoesNotFitBeforeAnyWork() {
    String[][] wrong = {
      {"--net vgg-rk4 --blocks 2", "numbers of sub-nets [4], but this network [8]"},
      {"--net vgg-rk4 --width 8", "widths [4], but this network [8]"},
      {"--net vgg-rk4 --width 4,8", "widths [4], but this network [4, 8]"},
      {"--net vgg-rk4 --layout IMAGENET", "layout CIFAR, but this network IMAGENET"},
      {"--net bottleneck-rk4", "sub-net"},
      {"--net vgg-rk4 --freeze-to stack2", "Possible are stem, stack1."},
    };
    for (String[] options : wrong) {
      String command = "train --from " + donor + SMALL.replace("--width 4 ", "") + " " + options[0];
      if (!options[0].contains("--width")) {
        command += " --width 4";
      }
      CommandLineRun run = run(command + " --out " + folder.resolve("c"));
      assertNotEquals(0, run.code(), options[0]);
      assertTrue(run.err().contains(options[1]), run.err());
      assertFalse(Files.exists(folder.resolve("c-training")), options[0]);
    }
  }

  @Test
  void recalibrationChangesNothingButStatistics() throws IOException {
    Path first = folder.resolve("first");
    Path again = folder.resolve("again");
    done("recalibrate " + donor + " --limit 8 --images 48 --batch 16 --out " + first);
    done("recalibrate " + donor + " --limit 8 --images 48 --batch 16 --out " + again);
    assertEquals(sha256(first), sha256(again), "the same seed");
    assertNotEquals(sha256(donor), sha256(first));
    assertEquals(manifest(donor).get("training"), manifest(first).get("training"));
    done("evaluate " + first + " --limit 8");
  }

  @Test
  void refusesToRecalibrateWhatHasNoStatistics() {
    Path plain = folder.resolve("plain");
    done("train --net vit-euler --blocks 1 --width 8 --limit 4 --epochs 1 --out " + plain);
    CommandLineRun run =
        run("recalibrate " + plain + " --limit 4 --out " + folder.resolve("other"));
    assertNotEquals(0, run.code());
    assertTrue(run.err().contains("no batch normalisation"), run.err());
    run =
        run(
            "train --net vit-euler --blocks 1 --width 8 --recalibrate 10 --from %s --out %s"
                .formatted(plain, folder.resolve("c")));
    assertNotEquals(0, run.code());
    assertTrue(run.err().contains("no batch normalisation"), run.err());
  }
}
