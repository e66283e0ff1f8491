package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.demo.net.VitRk4;
import dev.highorder.engine.Engines;
import dev.highorder.huggingface.FileTokenizer;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.table.Rows;
import dev.highorder.training.FitLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that a tokenizer from a file divides are trained on, resumed, saved and classified. */
class FileTokenizerTrainingTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples").toAbsolutePath();

  /** One number for each of four words, and 4 behind the end of a text. */
  private static final String WORDS =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,
       "decoder": null, "model": {"type": "WordLevel", "unk_token": "what",
       "vocab": {"what": 0, "a": 1, "fine": 2, "film": 3}}}
      """;

  private static final List<String> TEXTS = List.of("a fine film", "fine", "what a film", "film");

  @TempDir Path folder;

  private LabelledTexts texts() throws IOException {
    Path file = Files.writeString(folder.resolve("given.json"), WORDS);
    Rows rows =
        new Rows(
            "reviews",
            List.of("review", "opinion"),
            IntStream.range(0, 32)
                .mapToObj(
                    i -> new Rows.Row(i + 2, List.of(TEXTS.get(i % 4), i % 4 < 2 ? "good" : "bad")))
                .toList());
    return LabelledTexts.of(rows, "review", "opinion", FileTokenizer.read(file), 9);
  }

  /** Saves a classifier, and returns the logits of {@code "fine film"} before that. */
  private float[] save(Path directory) throws IOException {
    LabelledTexts texts = texts();
    Network network =
        Network.builder()
            .setClasses(2)
            .setWidths(8)
            .setBlocks(1)
            .setStack(VitRk4::withBlocks)
            .optLayout(Layout.TOKENS)
            .optVocabulary(texts.measuredFormat().tokens())
            .build();
    try (Model model = Model.newInstance("reviews", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      FitLoop loop =
          FitLoop.builder().setRecipe(TrainingRecipe.quick(3).optBatchSize(8).build()).build();
      SavedClassifier.save(directory, network, loop.fit(model, texts, texts), false);
      try (NDManager manager = model.getNDManager().newSubManager()) {
        NDArray numbers = manager.create(new float[][] {{2, 3, 4}});
        return network
            .forward(new ParameterStore(manager, false), new NDList(numbers), false)
            .singletonOrThrow()
            .toFloatArray();
      }
    }
  }

  @Test
  void theSavedClassifierDividesTextsInTheSameWay() throws Exception {
    Path directory = folder.resolve("reviews");
    float[] logits = save(directory);
    Files.delete(folder.resolve("given.json"));
    try (TextClassifier classifier = TextClassifier.load(directory);
        Classifier again = Classifier.builder().setDirectory(directory).load()) {
      double difference = logits[1] - logits[0]; // the classes are bad and good
      double good = 1 / (1 + Math.exp(-difference));
      assertEquals(good, classifier.classify("fine film").probability("good"), 1e-5);
      assertEquals(
          classifier.classify("a film"), ((TextClassifier) again).classify("a film"), "again");
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(" "));
      ConcurrentAnswers.requireSame(TEXTS, classifier::classify);
    }
  }

  @Test
  void aClassifierWithAnotherTokenizerIsRefused() throws IOException {
    Path directory = folder.resolve("reviews");
    save(directory);
    Path file = directory.resolve("tokenizer.json");
    assertEquals(WORDS, Files.readString(file));
    Files.writeString(file, WORDS.replace("\"a\": 1, \"fine\": 2", "\"a\": 2, \"fine\": 1"));
    assertRefused(directory, "SHA-256");
    Files.delete(file);
    assertRefused(directory, "missing");
  }

  private static void assertRefused(Path directory, String part) {
    StorageException fault =
        assertThrows(StorageException.class, () -> TextClassifier.load(directory));
    assertTrue(fault.getMessage().contains("tokenizer.json"), fault.getMessage());
    assertTrue(fault.getMessage().contains(part), fault.getMessage());
  }

  private CommandLineRun train(Path tokenizer, String out, int epochs) {
    String options =
        "train --label sentiment --text review --width 8 --batch 16 --threads 1 --schedule constant";
    List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) options.split(" ", -1)));
    arguments.addAll(List.of("--data", EXAMPLES.resolve("reviews.csv"), "--tokenizer", tokenizer));
    arguments.addAll(List.of("--epochs", epochs, "--out", folder.resolve(out)));
    return CommandLineRun.of(arguments.toArray());
  }

  /** The training keeps a copy of the file. */
  @Test
  void resumeNeedsTheOriginalNoMore() throws IOException {
    Path given =
        Files.copy(EXAMPLES.resolve("reviews-tokenizer.json"), folder.resolve("given.json"));
    assertEquals(0, train(given, "whole", 2).code());
    assertEquals(0, train(given, "parts", 1).code());
    Files.delete(given);
    Path training = folder.resolve("parts-training");
    CommandLineRun resumed = CommandLineRun.of("resume", training, "--epochs", 2);
    assertEquals(0, resumed.code(), resumed.err());
    for (String name : List.of("parameters.safetensors", "tokenizer.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("parts").resolve(name)),
          name);
    }

    Path copy = training.resolve("tokenizer.json");
    Files.writeString(copy, Files.readString(copy).replaceFirst("\"Lowercase\"", "\"NFC\""));
    CommandLineRun changed = CommandLineRun.of("resume", training, "--epochs", 3);
    assertEquals(1, changed.code(), changed.err());
    assertTrue(changed.err().contains("another tokenizer"), changed.err());
    Files.delete(copy);
    CommandLineRun missing = CommandLineRun.of("resume", training, "--epochs", 3);
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains(copy + " does not exist"), missing.err());
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--tokenizer",
            EXAMPLES.resolve("reviews-tokenizer.json"),
            "--vocabulary",
            9,
            "--data",
            EXAMPLES.resolve("reviews.csv"),
            "--text",
            "review",
            "--label",
            "sentiment",
            "--out",
            folder.resolve("x"));
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains("--vocabulary has no effect with --tokenizer"), run.err());
  }

  @Test
  void aMissingFileIsNamed() {
    CommandLineRun run = train(folder.resolve("none.json"), "x", 1);
    assertEquals(1, run.code(), run.err());
    assertTrue(run.err().contains("none.json does not exist"), run.err());
  }
}
