package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import dev.highorder.dataset.DataSplit;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.experiment.TransplantTable;
import dev.highorder.demo.experiment.TransplantTable.Row;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code transplant}: what the parameters of one scheme are worth to another. */
@Command(
    name = "transplant",
    description =
        "Trains a small network by Euler's scheme, copies its parameters to other schemes, and"
            + " prints the accuracy at once, recalibrated, and after one more epoch.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TransplantCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--epochs",
      converter = WholeNumber.Repetitions.class,
      paramLabel = "N",
      description = "Epochs of the network that is copied.",
      defaultValue = "8")
  private int epochs;

  @Option(names = "--json", description = "Print the table as JSON.")
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
            System.err::println);
    table(rows).print(json);
    return 0;
  }

  private static Table<Row> table(List<Row> rows) {
    return Table.of(rows)
        .column("from", Row::from)
        .column("to", Row::to)
        .column("donor", Row::donor, row -> Table.percent(row.donor(), 2))
        .column("at once", Row::atOnce, row -> Table.percent(row.atOnce(), 2))
        .column("recalibrated", Row::recalibrated, row -> Table.percent(row.recalibrated(), 2))
        .column("trained", Row::trained, row -> Table.percent(row.trained(), 2))
        .column(
            "both",
            Row::recalibratedAndTrained,
            row -> Table.percent(row.recalibratedAndTrained(), 2))
        .column("from scratch", Row::fromScratch, row -> Table.percent(row.fromScratch(), 2))
        .note(
            "Accuracy on the test set. 'trained' and 'from scratch' are after one epoch along a"
                + " cosine from 0.02 and 0.1;\n'both' is recalibrated, then trained.");
  }
}
