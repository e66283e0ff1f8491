package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.integration.SmallTraining.Sets;
import dev.highorder.demo.net.VitRk4;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.table.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts are trained on, resumed exactly, saved, loaded, and classified by many threads. */
class TextTrainingTest {

  private static final List<String> GOOD =
      List.of("a charming film", "superb", "what a cast: fine");
  private static final List<String> BAD = List.of("an awful film", "boring", "what a script: dull");

  @TempDir Path folder;
  private final LabelledTexts texts =
      LabelledTexts.of(
          new Rows(
              "reviews",
              List.of("review", "opinion"),
              IntStream.range(0, 90)
                  .mapToObj(i -> new Rows.Row(i + 2, List.of(text(i), i % 2 == 0 ? "good" : "bad")))
                  .toList()),
          "review",
          "opinion",
          50,
          8);

  @BeforeEach
  void useOneThread() {
    Engines.start("", 1);
  }

  @AfterEach
  void useAllThreads() {
    Engines.start("", Runtime.getRuntime().availableProcessors());
  }

  private static String text(int i) {
    return (i % 2 == 0 ? GOOD : BAD).get(i / 2 % 3) + " " + "very ".repeat(i % 4);
  }

  private Network network() {
    return Network.builder()
        .setClasses(2)
        .setWidths(8)
        .setBlocks(1)
        .setStack(VitRk4::withBlocks)
        .optLayout(Layout.TOKENS)
        .optVocabulary(texts.measuredFormat().tokens())
        .build();
  }

  private SmallTraining small() {
    return new SmallTraining(
        this::network,
        TrainingRecipe.quick(6)
            .optBatchSize(16)
            .optRule(UpdateRule.ADAMW)
            .optLearningRate(LearningRate.constant(0.003f))
            .build());
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    Sets sets = new Sets(texts, texts);
    small().requireExactResume(folder.resolve("checkpoints"), sets, sets);
  }

  private Path saved() throws StorageException {
    return small().saved(folder.resolve("reviews"), new Sets(texts, texts));
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    List<String> asked = IntStream.range(0, 24).mapToObj(TextTrainingTest::text).toList();
    try (TextClassifier classifier = TextClassifier.load(saved())) {
      ConcurrentAnswers.requireSame(asked, classifier::classify);
    }
  }

  /** Each text is filled to the length of the format, not to that of the longest of a batch. */
  @Test
  void theAnswerDoesNotDependOnNeighbours() throws IOException {
    try (TextClassifier classifier = TextClassifier.load(saved())) {
      Prediction alone = classifier.classify("superb");
      String longer = "what a charming and superb cast in a boring film";
      Prediction among = classifier.classifyAll(List.of(longer, "superb", "dull")).get(1);
      Prediction amongShort = classifier.classifyAll(List.of("dull", "superb")).get(1);
      for (String name : List.of("good", "bad")) {
        assertEquals(alone.probability(name), among.probability(name), 1e-6);
        assertEquals(alone.probability(name), amongShort.probability(name), 1e-6);
      }
    }
  }
}
