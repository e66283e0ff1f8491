package dev.highorder.demo.experiment;

import ai.djl.engine.Engine;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.experiment.TransplantTrial.Result;
import dev.highorder.demo.statistics.MeanInterval;
import dev.highorder.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The value of trained parameters for another scheme: means over several seeds, and differences
 * between networks of the same seed.
 */
public final class TransplantTable {

  private TransplantTable() {}

  /**
   * A network with the parameters of another; means over seeds. Accuracies are on the test set,
   * from 0 to 1.
   *
   * @param from the network that the parameters come from
   * @param to the network that gets them, with the blocks of a stack
   * @param accuracy the accuracies
   * @param difference the differences between them, in pairs of the same seed
   */
  public record Row(String from, String to, Accuracy accuracy, Difference difference) {

    private static Row of(List<Result> results) {
      Result first = results.get(0);
      return new Row(first.from(), first.to(), Accuracy.of(results), Difference.of(results));
    }
  }

  /**
   * Accuracies.
   *
   * @param donor before the parameters were copied
   * @param atOnce after they were copied
   * @param recalibrated with new statistics of batch normalisation
   * @param trained after one epoch, begun without new statistics
   * @param recalibratedAndTrained after one epoch, begun with new statistics
   * @param fromScratch of new parameters after one epoch, the control
   */
  public record Accuracy(
      MeanInterval donor,
      MeanInterval atOnce,
      MeanInterval recalibrated,
      MeanInterval trained,
      MeanInterval recalibratedAndTrained,
      MeanInterval fromScratch) {

    private static Accuracy of(List<Result> results) {
      return new Accuracy(
          mean(results, Result::donor),
          mean(results, Result::atOnce),
          mean(results, Result::recalibrated),
          mean(results, Result::trained),
          mean(results, Result::recalibratedAndTrained),
          mean(results, Result::fromScratch));
    }
  }

  /**
   * Differences of accuracies. One whose interval does not contain 0 is more than chance.
   *
   * @param byRecalibration what new statistics add at once
   * @param byRecalibrationBeforeTraining what they add to the result of an epoch
   * @param toDonor what the network has more than the donor, after new statistics and an epoch
   * @param toScratch what it has more than new parameters, each after an epoch
   */
  public record Difference(
      MeanInterval byRecalibration,
      MeanInterval byRecalibrationBeforeTraining,
      MeanInterval toDonor,
      MeanInterval toScratch) {

    private static Difference of(List<Result> results) {
      return new Difference(
          mean(results, r -> r.recalibrated() - r.atOnce()),
          mean(results, r -> r.recalibratedAndTrained() - r.trained()),
          mean(results, r -> r.recalibratedAndTrained() - r.donor()),
          mean(results, r -> r.trained() - r.fromScratch()));
    }
  }

  /**
   * Trains and measures all networks, which takes minutes for each seed.
   *
   * @param epochs the epochs of the networks that are copied
   * @param seeds the number of seeds, which are 1, 2 and so on
   * @param progress receives a line before each seed
   */
  public static List<Row> rows(
      Engine engine,
      LabelledImages training,
      LabelledImages test,
      int epochs,
      int seeds,
      Consumer<String> progress)
      throws StorageException {
    List<List<Result>> trials = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      progress.accept("Seed %s of %s".formatted(seed, seeds));
      trials.add(TransplantTrial.run(engine, training, test, epochs, seed));
    }
    return IntStream.range(0, trials.get(0).size())
        .mapToObj(i -> Row.of(trials.stream().map(trial -> trial.get(i)).toList()))
        .toList();
  }

  private static MeanInterval mean(List<Result> results, ToDoubleFunction<Result> value) {
    return MeanInterval.of(results.stream().mapToDouble(value).boxed().toList());
  }
}
