package dev.highorder.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.demo.cli.Failures;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verbs together, as a user runs them on a small set of shapes. */
class HighOrderCliTest {

  @TempDir Path folder;

  /** It has a tenth of ten classes right: 200 examples are enough to say so. */
  @Test
  void trainsWithACodeOfItsOwnIfTheResultIsAGuess() throws Exception {
    Path classifier = folder.resolve("guess");

    CommandLineRun train =
        CommandLineRun.of(
            "train",
            "--out",
            classifier,
            "--limit",
            "20",
            "--width",
            "2",
            "--epochs",
            "1",
            "--lr",
            "1e-9");

    assertEquals(4, train.code(), train.err());
    assertTrue(train.err().contains("no better than guessing"), train.err());
    assertTrue(Files.exists(classifier.resolve("model.json")), "saved all the same");
  }

  @Test
  void trainsEvaluatesAndClassifies() throws Exception {
    Path classifier = folder.resolve("shapes");
    Path samples = folder.resolve("samples");

    CommandLineRun train =
        CommandLineRun.of(
            "train",
            "--out",
            classifier,
            "--samples",
            samples,
            "--limit",
            "19",
            "--width",
            "4",
            "--blocks",
            "1",
            "--epochs",
            "2",
            "--batch",
            "20",
            "--json");
    assertEquals(0, train.code(), train.err());
    JsonArray epochs = JsonParser.parseString(train.out()).getAsJsonArray();
    assertEquals(2, epochs.size());
    assertTrue(loss(epochs, 1) < loss(epochs, 0), train.out());
    assertTrue(train.err().contains("epoch 2 done in"), train.err());

    Path confusion = folder.resolve("confusion.png");
    CommandLineRun evaluate =
        CommandLineRun.of(
            "evaluate", classifier, "--limit", "19", "--json", "--confusion-matrix", confusion);
    assertEquals(0, evaluate.code(), evaluate.err());
    assertTrue(ImageIO.read(confusion.toFile()).getWidth() > 10 * 40, "a cell for each class");
    JsonObject result = JsonParser.parseString(evaluate.out()).getAsJsonObject();
    JsonObject atTheEnd = epochs.get(1).getAsJsonObject();
    assertEquals(
        atTheEnd.get("testAccuracy"),
        result.getAsJsonObject("overall").get("accuracy"),
        "saved as it was trained");

    Files.writeString(folder.resolve("notes.png"), "no image");
    CommandLineRun classify =
        CommandLineRun.of(
            "classify", classifier, samples.resolve("star.png"), folder.resolve("notes.png"));
    assertEquals(1, classify.code());
    assertTrue(classify.out().contains("star.png"), classify.out());
    assertTrue(classify.err().contains("notes.png"), classify.err());

    Files.createDirectory(samples.resolve("more"));
    Files.createFile(samples.resolve(".DS_Store"));
    CommandLineRun all = CommandLineRun.of("classify", classifier, samples);
    assertEquals(0, all.code(), all.err());
    assertFalse(all.out().contains(".DS_Store"), "hidden files are passed over, as in training");
    assertTrue(all.err().contains("inside are passed over: 1"), all.err());

    CommandLineRun again = CommandLineRun.of("train", "--out", classifier);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("exists already"), again.err());
  }

  private static double loss(JsonArray epochs, int index) {
    return epochs.get(index).getAsJsonObject().get("trainingLoss").getAsDouble();
  }

  private static JsonElement json(int code, Object... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(code, run.code(), run.err());
    return StrictJson.parse(run.out());
  }

  /** The tables of {@code bench} have a test of their own, since it measures for minutes. */
  @Test
  void everyJsonIsStrict() throws Exception {
    String hostile = "ring\u001b[2J\u202e\n\"";
    Path data = folder.resolve("data");
    for (String name : new String[] {"train/", "test/"}) {
      for (String kind : new String[] {hostile, "b"}) {
        Path directory = Files.createDirectories(data.resolve(name + kind));
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, kind.length());
        ImageIO.write(image, "png", directory.resolve("0.png").toFile());
      }
    }
    Path classifier = folder.resolve("c");
    String options = "train --json --epochs 1 --width 4 --blocks 1 --batch 2 --out ";
    List<Object> train = new ArrayList<>(List.of((options + classifier).split(" ", -1)));
    train.addAll(List.of("--data", data));

    assertEquals(1, json(0, train.toArray()).getAsJsonArray().size());
    Path training = folder.resolve("c-training");
    assertEquals(2, json(0, "resume", training, "--epochs", 2, "--json").getAsJsonArray().size());
    assertTrue(json(0, "evaluate", classifier, "--data", data, "--json").toString().contains("b"));
    Path bad = Files.writeString(folder.resolve("bad\u001b.png"), "no image");
    assertEquals(
        hostile,
        json(1, "classify", classifier, "--json", data.resolve("test/b/0.png"), bad)
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("guesses")
            .asList()
            .stream()
            .map(guess -> guess.getAsJsonObject().get("name").getAsString())
            .filter(name -> name.length() > 1)
            .findFirst()
            .orElseThrow());
    json(0, "doctor", "--json");
    json(0, "schemes", "--json");
    json(0, "reproduce", "table3", "--json", "--out", folder.resolve("reproduced"));
    json(0, "reproduce", "table6", "--json", "--out", folder.resolve("reproduced"));
  }

  /** Names of classes and files are data: the terminal obeys none of them. */
  @Test
  void namesArePrintedAsText() throws Exception {
    Path nothing = folder.resolve("evil\u001b[31m\nSaved to x\u202e");

    for (Object[] arguments :
        new Object[][] {
          {"classify", nothing, "a.png"},
          {"evaluate", nothing},
          {"resume", nothing},
          {"train", "--net", "a\u001b[31m"},
          {"train", "--epochs", "\u001b[31m"},
          {"train", "--data", nothing, "--out", folder.resolve("c")},
          {"train", "--from", nothing, "--out", folder.resolve("c")},
          {"train", "--preview", nothing.resolve("a.png")},
          {"evaluate", nothing, "--confusion-matrix", nothing.resolve("a.png")},
          {"\u001b[31m"},
          {"train", "--\u001b[31m"},
        }) {
      CommandLineRun run = CommandLineRun.of(arguments);

      assertNotEquals(0, run.code());
      assertTrue(run.err().contains("\\u001b[31m"), run.err());
      assertTrue(run.err().chars().noneMatch(c -> c == 0x1b || c == 0x202e), run.err());
      assertFalse(run.err().contains("\nSaved to"), run.err());
    }
  }

  @Test
  void wrongArgumentsAreExplained() {
    CommandLineRun net =
        CommandLineRun.of(
            "train", "--net", "vgg-rk5", "--out", folder.resolve("x"), "--limit", "1");
    assertEquals(2, net.code());
    assertTrue(net.err().contains("no network 'vgg-rk5'"), net.err());
    assertTrue(net.err().contains("vgg-rk4"), net.err());

    assertEquals(2, CommandLineRun.of("train", "--epochs", "many").code());
    assertEquals(2, CommandLineRun.of("train", "--lr", "-1", "--out", folder.resolve("x")).code());
    assertEquals(2, CommandLineRun.of("fly").code());
    assertEquals(2, CommandLineRun.of("classify").code());
  }

  @Test
  void missingFilesAndEnginesAreNamed() {
    CommandLineRun classifier =
        CommandLineRun.of("classify", folder.resolve("nothing"), "image.png");
    assertEquals(1, classifier.code());
    assertTrue(classifier.err().contains("is not a saved classifier"), classifier.err());

    CommandLineRun data =
        CommandLineRun.of("train", "--data", folder.resolve("none"), "--out", folder.resolve("x"));
    assertEquals(1, data.code());
    assertTrue(data.err().contains("none"), data.err());
    assertFalse(data.err().contains("--bad-images"), "it does not cure a missing folder");

    CommandLineRun engine =
        CommandLineRun.of(
            "train", "--engine", "Theano", "--out", folder.resolve("x"), "--limit", "1");
    assertEquals(3, engine.code());
    assertTrue(engine.err().contains("Theano is not on the class path"), engine.err());
  }

  @Test
  void optionsThatCureAFaultAreNamed() throws Exception {
    Path data = folder.resolve("data");
    for (String name : new String[] {"train/a", "train/b", "test/a", "test/b"}) {
      Path directory = Files.createDirectories(data.resolve(name));
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", directory.resolve("0.png").toFile());
      Files.writeString(directory.resolve("1.png"), "no image");
    }

    CommandLineRun bad = CommandLineRun.of("train", "--data", data, "--out", folder.resolve("x"));

    assertEquals(1, bad.code());
    assertTrue(bad.err().contains("--bad-images skip leaves such files out."), bad.err());
    assertFalse(bad.err().contains("--limit"), bad.err());
  }

  static Stream<String> verbs() {
    return HighOrderCli.commandLine(new Failures()).getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasHelp(String verb) {
    CommandLineRun help =
        verb.equals("help") ? CommandLineRun.of(verb, "train") : CommandLineRun.of(verb, "--help");
    assertEquals(0, help.code());
    String named = verb.equals("help") ? "train" : verb;
    assertTrue(help.out().startsWith("Usage: highorder " + named), help.out());
  }
}
