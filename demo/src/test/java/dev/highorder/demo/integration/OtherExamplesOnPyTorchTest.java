package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ArrayClassifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.net.DenseRk4;
import dev.highorder.demo.net.VitRk4;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.MissingValues;
import dev.highorder.table.Rows;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of vectors and of tokens learn on PyTorch, and answer there as they do on MXNet. */
class OtherExamplesOnPyTorchTest {

  private static final Rows ROWS =
      new Rows(
          "parcels",
          List.of("weight", "note", "group"),
          IntStream.range(0, 90).mapToObj(OtherExamplesOnPyTorchTest::row).toList());

  @TempDir Path folder;

  private static Rows.Row row(int i) {
    boolean heavy = i % 2 == 0;
    String weight = Integer.toString((heavy ? 1050 : 950) + i % 7);
    String note = (heavy ? "too much to carry, " : "a feather: ") + "very ".repeat(i % 4);
    return new Rows.Row(i + 2, List.of(weight, note, heavy ? "heavy" : "light"));
  }

  private static Network network(Layout layout, StackFactory stack, int tokens) {
    return Network.builder()
        .setClasses(2)
        .setWidths(8)
        .setBlocks(1)
        .setStack(stack)
        .optLayout(layout)
        .optVocabulary(tokens)
        .build();
  }

  /** Trains on an engine and returns the accuracy. */
  private double train(String engine, Network network, ExampleSet examples, Path directory)
      throws StorageException {
    TrainingRecipe recipe =
        TrainingRecipe.quick(8)
            .optBatchSize(15)
            .optRule(UpdateRule.ADAMW)
            .optLearningRate(LearningRate.constant(0.01f))
            .build();
    Engines.start(engine, 0);
    try (Model model = Model.newInstance("parcels", engine)) {
      model.setBlock(network);
      TrainingRun run = FitLoop.builder().setRecipe(recipe).build().fit(model, examples, examples);
      SavedClassifier.save(directory, network, run, false);
      return run.epochs().get(7).validation().accuracy();
    }
  }

  private void requireBothEngines(Layout layout, StackFactory stack, ExampleSet examples)
      throws StorageException {
    int tokens = examples.measuredFormat().tokens();
    Path directory = folder.resolve("classifier");
    double accuracy = train(Engines.PYTORCH, network(layout, stack, tokens), examples, directory);
    assertTrue(accuracy > 0.95, "on PyTorch " + accuracy);

    float[] example = new float[(int) examples.measuredFormat().shape().size()];
    examples.encoder(examples.measuredFormat()).encode(3, 0, example, 0);
    Engine torch = Engines.start(Engines.PYTORCH, 0);
    Engine mxnet = Engines.start(Engines.MXNET, 0);
    try (ArrayClassifier there =
            ArrayClassifier.builder().setDirectory(directory).optEngine(torch).load();
        ArrayClassifier here =
            ArrayClassifier.builder().setDirectory(directory).optEngine(mxnet).load()) {
      assertEquals(
          there.classify(example).probability("light"),
          here.classify(example).probability("light"),
          1e-3);
      assertEquals("light", here.classify(example).best().name());
    }
  }

  @Test
  void networksOfVectors() throws StorageException {
    requireBothEngines(
        Layout.VECTOR,
        DenseRk4::withBlocks,
        LabelledRows.of(
            ROWS, new ColumnChoice("group", List.of("note"), List.of(), MissingValues.REFUSE)));
  }

  @Test
  void networksOfTokens() throws StorageException {
    requireBothEngines(
        Layout.TOKENS, VitRk4::withBlocks, LabelledTexts.of(ROWS, "note", "group", 50, 8));
  }
}
