package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.classifier.ArrayClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.TableClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.demo.integration.SmallTraining.Sets;
import dev.highorder.demo.net.DenseRk4;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.table.BadValueException;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is trained on, resumed exactly, evaluated, saved, loaded and classified. */
class TableTrainingTest {

  @TempDir Path folder;
  private final LabelledRows training = LabelledRows.of(rows(90, 1), ColumnChoice.label("group"));
  private final LabelledRows validation =
      LabelledRows.of(rows(60, 2), ColumnChoice.label("group"), training.classes());

  @BeforeEach
  void useOneThread() {
    Engines.start("", 1);
  }

  @AfterEach
  void useAllThreads() {
    Engines.start("", Runtime.getRuntime().availableProcessors());
  }

  /** The group follows from a number of large scale together with a category. */
  private static Rows rows(int count, long seed) {
    Random random = new Random(seed);
    List<Rows.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean high = i % 4 < 2;
      boolean red = i % 2 == 0;
      double weight = 1000 + (high ? 50 : -50) + 10 * random.nextGaussian();
      String group = high ? "heavy" : red ? "light red" : "light blue";
      rows.add(new Rows.Row(i + 2, List.of(Double.toString(weight), red ? "red" : "blue", group)));
    }
    return new Rows("parcels", List.of("weight", "colour", "group"), rows);
  }

  private static Network network() {
    return Network.builder()
        .setClasses(3)
        .setWidths(8)
        .setBlocks(1)
        .setStack(DenseRk4::withBlocks)
        .optLayout(Layout.VECTOR)
        .build();
  }

  private static SmallTraining small() {
    return new SmallTraining(
        TableTrainingTest::network, TrainingRecipe.quick(8).optBatchSize(16).build());
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    Sets sets = new Sets(training, validation);
    small().requireExactResume(checkpoints, sets, sets);

    ExampleSet other = LabelledRows.of(rows(90, 3), ColumnChoice.label("group"));
    small().requireRefusal(checkpoints, new Sets(other, validation));
  }

  private Path saved() throws StorageException {
    return small().saved(folder.resolve("parcels"), new Sets(training, validation));
  }

  @Test
  void everyFaceGivesTheSameAnswers() throws IOException {
    Path directory = saved();
    Map<String, String> row = Map.of("weight", "1048", "colour", "blue", "group", "unknown");
    Prediction answer;
    try (TableClassifier classifier = TableClassifier.load(directory)) {
      assertEquals(List.of("weight", "colour"), classifier.columns());
      answer = classifier.classify(row);
      assertEquals("heavy", answer.best().name());
      List<Prediction> all = classifier.classifyAll(rows(60, 2));
      assertEquals(60, all.size());
      long right =
          IntStream.range(0, 60)
              .filter(
                  i ->
                      all.get(i)
                          .best()
                          .name()
                          .equals(classifier.manifest().classes().get(validation.label(i))))
              .count();
      ClassificationReport report =
          classifier.evaluate(
              ExampleDataset.builder()
                  .setExamples(validation)
                  .setFormat(classifier.manifest().input())
                  .build());
      assertTrue(right >= 55, right + " of 60");
      assertEquals(right / 60.0, report.overall().accuracy(), 1e-9);
      assertEquals(List.of(), classifier.classifyAll(List.<Map<String, String>>of()));
    }
    try (ArrayClassifier classifier = ArrayClassifier.load(directory)) {
      float[] vector = new float[3];
      Rows one =
          new Rows(
              "one",
              List.of("weight", "colour", "group"),
              List.of(new Rows.Row(0, List.of("1048", "blue", "heavy"))));
      LabelledRows.of(one, ColumnChoice.label("group"), training.classes())
          .encoder(classifier.manifest().input())
          .encode(0, 0, vector, 0);
      assertEquals(
          answer.probability("heavy"), classifier.classify(vector).probability("heavy"), 1e-6);
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(new float[2]));
    }
    try (Classifier classifier = Classifier.builder().setDirectory(directory).load()) {
      assertEquals(TableClassifier.class, classifier.getClass());
    }
    assertTrue(
        assertThrows(StorageException.class, () -> ImageClassifier.load(directory))
            .getMessage()
            .contains("of the kind table, not images"));
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    List<Map<String, String>> asked =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    Map.of(
                        "weight",
                        Integer.toString(940 + 5 * i),
                        "colour",
                        i % 2 == 0 ? "red" : "blue"))
            .toList();
    try (TableClassifier classifier = TableClassifier.load(saved())) {
      ConcurrentAnswers.requireSame(asked, row -> classifier.classify(row));
    }
  }

  @Test
  void namesBadValues() throws IOException {
    TableClassifier classifier = TableClassifier.load(saved());
    try (classifier) {
      Map<String, String> row = new HashMap<>(Map.of("weight", "1048", "colour", "green"));
      assertEquals(
          "the request, row 1, column colour: green is not a category of the training set: blue, red. Correct it, or train with examples of it.",
          assertThrows(BadValueException.class, () -> classifier.classify(row)).getMessage());
      row.remove("colour");
      assertTrue(
          assertThrows(BadValueException.class, () -> classifier.classify(row))
              .getMessage()
              .contains("row 1, column colour: the row has no such value"));
    }
    assertThrows(
        IllegalStateException.class,
        () -> classifier.classify(Map.of("weight", "1048", "colour", "red")));
  }
}
