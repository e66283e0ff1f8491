package dev.highorder.demo.cli;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

  @TempDir Path folder;

  /** Trained step sizes move, are reported, and come back with the saved classifier. */
  @Test
  void trainsStepSizes() {
    Path classifier = folder.resolve("adaptive");

    CommandLineRun train =
        CommandLineRun.of(
            "train",
            "--net",
            "vgg-rk4-adaptive",
            "--out",
            classifier,
            "--limit",
            "10",
            "--width",
            "4",
            "--blocks",
            "2",
            "--epochs",
            "2",
            "--batch",
            "20");
    assertEquals(0, train.code(), train.err());
    Matcher steps = Pattern.compile("(?m)^ +1 +block[12]-h +([\\d.]+)$").matcher(train.out());
    assertTrue(steps.find(), train.out());
    double first = Double.parseDouble(steps.group(1));
    assertNotEquals(1, first, "it was trained");
    assertTrue(steps.find(), train.out());

    CommandLineRun evaluate = CommandLineRun.of("evaluate", classifier, "--limit", "10");
    assertEquals(0, evaluate.code(), evaluate.err());
    Matcher loss = Pattern.compile("100 +([\\d.]+) ").matcher(evaluate.out());
    assertTrue(loss.find(), evaluate.out());
    assertTrue(train.out().contains(loss.group(1)), train.out() + evaluate.out());
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  /** Whatever is found out about the new run, the old one is as it was. */
  @Test
  void aRefusedOverwriteLosesNothing() throws IOException {
    Path classifier = folder.resolve("c");
    String options = "--limit 2 --width 4 --batch 10 --epochs 1 --overwrite --out " + classifier;
    assertEquals(0, CommandLineRun.of((Object[]) ("train " + options).split(" ", -1)).code());
    Map<String, String> before = contents(folder);
    assertTrue(before.containsKey("c-training/metrics.csv"), before.keySet().toString());

    for (String wrong :
        new String[] {
          "--layout PATCHES",
          "--layout VECTOR",
          "--layout TOKENS",
          "--from " + folder.resolve("none"),
          "--samples " + classifier.resolve("samples"),
          "--samples " + classifier.resolve("model.json"),
          "--data " + folder.resolve("none"),
          "--preview " + folder.resolve("none/x.png"),
          "--device gpu(99)",
          "--engine Theano",
        }) {
      CommandLineRun run =
          CommandLineRun.of((Object[]) ("train " + options + " " + wrong).split(" ", -1));

      assertNotEquals(0, run.code(), wrong);
      assertFalse(run.err().contains("\tat "), run.err());
      assertEquals(before, contents(folder), wrong);
    }
  }

  /** A layout of other examples is refused before anything is read. */
  @Test
  void layoutsOfTablesAndTextsAreNotForImages() {
    for (String layout : new String[] {"TOKENS", "VECTOR", "SEQUENCE"}) {
      CommandLineRun run =
          CommandLineRun.of(
              "train", "--layout", layout, "--data", "none", "--out", folder.resolve("c"));
      assertEquals(2, run.code(), run.err());
      assertTrue(
          run.err()
              .contains(
                  "--layout %s does not take images. Choose CIFAR, IMAGENET, CIFAR_STRIDED, CIFAR_PREACTIVATION, IMAGENET_PREACTIVATION or PATCHES."
                      .formatted(layout)),
          run.err());
    }
  }

  @Test
  void previewDrawsTheImagesOfTheFirstEpochs() throws Exception {
    Path sheet = folder.resolve("sheet.png");

    CommandLineRun preview =
        CommandLineRun.of(
            "train", "--preview", sheet, "--augment", "crop,flip,autoaugment", "--limit", "2");

    assertEquals(0, preview.code(), preview.err());
    assertTrue(ImageIO.read(sheet.toFile()).getHeight() > 10 * 64, "a row as it is, nine epochs");
    assertTrue(preview.err().contains("[crop:4, flip, autoaugment]"), preview.err());
  }

  /** Nine equal rows would show nothing. */
  @Test
  void previewWithoutAugmentationHasOneRow() throws Exception {
    Path sheet = folder.resolve("sheet.png");

    CommandLineRun preview = CommandLineRun.of("train", "--preview", sheet, "--limit", "2");

    assertEquals(0, preview.code(), preview.err());
    assertTrue(ImageIO.read(sheet.toFile()).getHeight() < 2 * 64, "one row of 32 x 32 pixels");
    assertTrue(preview.err().contains("Add --augment"), preview.err());
  }

  /** A message is not as long as the value that it is about. */
  @ParameterizedTest
  @ValueSource(strings = {"--optimizer", "--resize", "--engine", "--augment", "--size=", "--net"})
  void longValuesAreCut(String option) {
    String value = "y/".repeat(1000);
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(option.endsWith("=") ? List.of(option + value) : List.of(option, value));

    CommandLineRun run = CommandLineRun.of(arguments.toArray());

    assertNotEquals(0, run.code(), run.err());
    assertTrue(run.err().length() < 1500, run.err());
    assertTrue(run.err().contains("y/y/"), run.err());
  }

  @Test
  void theRootIsNoPlaceForAClassifier() {
    CommandLineRun run = CommandLineRun.of("train", "--out", folder.getRoot());

    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains("is the root of a file system"), run.err());
  }

  @Test
  void previewOfHugeImagesIsRefused() {
    CommandLineRun preview =
        CommandLineRun.of(
            "train", "--preview", "sheet.png", "--limit", 1, "--augment", "flip", "--size", 1024);

    assertEquals(2, preview.code(), preview.err());
    assertTrue(preview.err().contains("pixels, more than 100000000"), preview.err());
  }

  /** Every setting of the recipe has an option, which reaches the saved recipe. */
  @Test
  void optionsReachTheRecipe() throws Exception {
    Path classifier = folder.resolve("c");
    String options =
        "--limit 2 --width 4 --epochs 3 --batch 10 --lr 0.02 --schedule steps --milestones 1,2"
            + " --factor 0.5 --warm-up 1 --optimizer adamw --momentum 0.8 --weight-decay 0.01"
            + " --decay-normalisation --clip 2 --accumulate 2 --label-smoothing 0.1 --balance loss --average 0.9"
            + " --patience 7 --augment flip --freeze-to stem --body-lr 0.5 --seed 5 --telemetry 1";
    Object[] arguments = ("train --out " + classifier + " " + options).split(" ", -1);

    CommandLineRun train = CommandLineRun.of(arguments);

    assertEquals(0, train.code(), train.err());
    JsonObject recipe =
        JsonParser.parseString(Files.readString(classifier.resolve("model.json")))
            .getAsJsonObject()
            .getAsJsonObject("training")
            .getAsJsonObject("recipe");
    assertEquals(
        "{'epochs':3,'batchSize':10,'learningRate':{'base':0.02,'schedule':'STEPS',"
            + "'milestones':[1,2],'factor':0.5,'warmUpEpochs':1},'rule':'ADAMW','momentum':0.8,"
            + "'weightDecay':0.01,'decaysNormalisation':true,'clipNorm':2.0,'accumulation':2,"
            + "'labelSmoothing':0.1,'balance':'LOSS','averaging':0.9,'patience':7,"
            + "'augmentation':[{'kind':'FLIP','arguments':[]}],"
            + "'fineTuning':{'frozenTo':'stem','bodyRate':0.5},'seed':5}",
        recipe.toString().replace('"', '\''));
    assertTrue(
        Files.readAllLines(folder.resolve("c-training/stages.csv")).size() > 4,
        "a header and the stages of two steps");
  }
}
