package dev.highorder.demo.cli.training;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.network.Transplant;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.BatchNormRecalibration;
import dev.highorder.training.InitialWeights;
import java.util.Locale;

/** The first parameters of a training run that starts from a saved classifier. */
final class TransplantedStart {

  private final StartSpec start;
  private final TrainingRecipe recipe;
  private final Network network;
  private final Model model;

  TransplantedStart(StartSpec start, TrainingRecipe recipe, Network network, Model model) {
    this.start = start;
    this.recipe = recipe;
    this.network = network;
    this.model = model;
  }

  /**
   * Gives the network its parameters, and reports their accuracy.
   *
   * @return the format in which the network reads an example
   */
  InputFormat apply(ExampleSet training, ExampleSet test) throws StorageException {
    SavedClassifier saved = start.open();
    InputFormat format = StartSpec.format(saved.manifest().input(), test);
    InitialWeights.set(network, model.getNDManager(), recipe, format);
    boolean keepsHead = saved.manifest().classes().equals(training.classes());
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Network donor = saved.network(manager);
      if (keepsHead) {
        network.transplant(donor);
      } else {
        Transplant.ofBody(donor, network);
      }
    }
    System.err.printf(
        "Parameters, normalisation and preparation of examples are those of %s (%s).%n",
        start.name(), start.donor().scheme());
    if (!keepsHead) {
      System.err.printf(
          "Its classes are others (%s, and here %s), so the head is new.%n",
          saved.manifest().classes().size(), training.classes().size());
    } else {
      report("before training", test, format);
    }
    recalibrate(training, test, format, keepsHead);
    return format;
  }

  private void recalibrate(
      ExampleSet training, ExampleSet test, InputFormat format, boolean keepsHead) {
    int wanted = start.donor().recalibratedWith();
    if (wanted > 0) {
      int used =
          new BatchNormRecalibration(wanted, recipe.batchSize(), recipe.seed())
              .apply(network, model.getNDManager(), training, format);
      System.err.printf("Batch normalisations are recalibrated with %s examples.%n", used);
      if (keepsHead) {
        report("recalibrated", test, format);
      }
    }
  }

  private void report(String when, ExampleSet test, InputFormat format) {
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(test)
            .setFormat(format)
            .optBatchSize(recipe.batchSize())
            .build();
    Evaluation found = Evaluation.of(network, model.getNDManager(), dataset);
    System.err.printf(
        Locale.ROOT,
        "%s: test loss %.4f, accuracy %.2f%%%n",
        when,
        found.loss(),
        100 * found.accuracy());
  }
}
