package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.net.VitRk4;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.table.Rows;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

  private static FitLoop.Builder loop() {
    return FitLoop.builder()
        .setRecipe(
            TrainingRecipe.quick(6)
                .optBatchSize(16)
                .optRule(UpdateRule.ADAMW)
                .optLearningRate(LearningRate.constant(0.003f))
                .build());
  }

  /** How a loop trains a model. */
  private interface Fit {
    TrainingRun run(Model model) throws StorageException;
  }

  private List<Float> parametersAfter(Fit fit) throws StorageException {
    Network network = network();
    List<Float> values = new ArrayList<>();
    try (Model model = Model.newInstance("reviews", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      fit.run(model);
      for (Parameter parameter : network.getParameters().values()) {
        for (float value : parameter.getArray().toFloatArray()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    List<Float> expected = parametersAfter(model -> loop().build().fit(model, texts, texts));
    CheckpointPolicy policy = CheckpointPolicy.in(folder.resolve("checkpoints"));
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    TrainingCallback stopping =
        new TrainingCallback() {
          private int taken;

          @Override
          public void onBatchEnd(TrainingContext run) {
            if (++taken == 8) { // the second of the second epoch
              loop.get().stop();
            }
          }
        };
    loop.set(loop().optCallback(stopping).optCheckpoints(policy).build());
    assertThrows(
        TrainingStoppedException.class,
        () -> parametersAfter(model -> loop.get().fit(model, texts, texts)));
    assertEquals(
        expected,
        parametersAfter(
            model -> loop().optCheckpoints(policy).build().resume(model, texts, texts)));
  }

  private Path saved() throws StorageException {
    Path directory = folder.resolve("reviews");
    Network network = network();
    try (Model model = Model.newInstance("reviews", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      TrainingRun run = loop().build().fit(model, texts, texts);
      SavedClassifier.save(directory, network, run, false);
    }
    return directory;
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
