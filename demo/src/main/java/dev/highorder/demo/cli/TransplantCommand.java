package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import dev.highorder.dataset.DataSplit;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.experiment.TransplantTable;
import dev.highorder.demo.experiment.TransplantTable.Row;
import dev.highorder.demo.statistics.MeanInterval;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code transplant}: what the parameters of one scheme are worth to another. */
@Command(
    name = "transplant",
    description =
        "Trains small networks, copies their parameters to networks of other schemes, and prints"
            + " the accuracy at once, recalibrated, and after one more epoch.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TransplantCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--epochs",
      converter = WholeNumber.Repetitions.class,
      paramLabel = "N",
      description = "Epochs of the networks that are copied.",
      defaultValue = "8")
  private int epochs;

  @Option(
      names = "--seeds",
      converter = WholeNumber.Rounds.class,
      paramLabel = "N",
      description = "Number of seeds; the results are means over them.",
      defaultValue = "5")
  private int seeds;

  @Option(names = "--json", description = "Print the tables as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    DataSpec examples = data.spec();
    if (examples.kind() != ExampleKind.IMAGES) {
      throw new IllegalArgumentException(
          "The verb transplant trains on images, but --data is a CSV file. Give images.");
    }
    Engine started = engine.spec().start();
    List<Row> rows =
        TransplantTable.rows(
            started,
            examples.images(DataSplit.TRAIN),
            examples.images(DataSplit.TEST),
            epochs,
            seeds,
            System.err::println);
    if (json) {
      System.out.println(Json.of(rows));
    } else {
      accuracies(rows).print(false);
      System.out.println();
      differences(rows).print(false);
    }
    return 0;
  }

  private Table<Row> accuracies(List<Row> rows) {
    return networks(rows)
        .column("donor", row -> percent(row.accuracy().donor()))
        .column("at once", row -> percent(row.accuracy().atOnce()))
        .column("recalibrated", row -> percent(row.accuracy().recalibrated()))
        .column("trained", row -> percent(row.accuracy().trained()))
        .column("both", row -> percent(row.accuracy().recalibratedAndTrained()))
        .column("from scratch", row -> percent(row.accuracy().fromScratch()))
        .note(
            "Accuracy on the test set in percent%s.\n'trained' and 'from scratch' are after one epoch along a cosine from 0.02 and 0.1; 'both' is\nrecalibrated, then trained."
                .formatted(
                    seeds == 1
                        ? ", of one seed"
                        : ": means of %s seeds with 95%% intervals (Student's t)"
                            .formatted(seeds)));
  }

  private Table<Row> differences(List<Row> rows) {
    return networks(rows)
        .column("recalibrated - at once", row -> percent(row.difference().byRecalibration()))
        .column("both - trained", row -> percent(row.difference().byRecalibrationBeforeTraining()))
        .column("both - donor", row -> percent(row.difference().toDonor()))
        .column("trained - from scratch", row -> percent(row.difference().toScratch()))
        .note(
            "Differences in percentage points%s."
                .formatted(seeds == 1 ? "" : ", each between networks of the same seed"));
  }

  private static Table<Row> networks(List<Row> rows) {
    return Table.of(rows).column("from", Row::from).column("to", Row::to);
  }

  private static String percent(MeanInterval value) {
    String mean = String.format(Locale.ROOT, "%.1f", 100 * value.mean());
    return Double.isNaN(value.halfWidth())
        ? mean
        : mean + String.format(Locale.ROOT, " +/- %.1f", 100 * value.halfWidth());
  }
}
