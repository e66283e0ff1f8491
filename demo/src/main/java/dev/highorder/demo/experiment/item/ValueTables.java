package dev.highorder.demo.experiment.item;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.SchemeSteps;
import dev.highorder.demo.experiment.Table1;
import dev.highorder.demo.experiment.Table2;
import dev.highorder.demo.experiment.Table3;
import dev.highorder.demo.experiment.Table5;
import dev.highorder.demo.experiment.Table6;
import java.util.List;
import java.util.Locale;

/** The tables of the items whose values need no data set. */
final class ValueTables {

  private ValueTables() {}

  static Table<SchemeSteps.Row> fig3(List<SchemeSteps.Row> rows) {
    return Table.of(rows)
        .column("scheme", SchemeSteps.Row::scheme)
        .column("steps", SchemeSteps.Row::steps)
        .column("evaluations", SchemeSteps.Row::evaluations)
        .column("error at the end", SchemeSteps.Row::error, row -> number(row.error()))
        .column("largest error", SchemeSteps.Row::largestError, row -> number(row.largestError()))
        .note(
            "Logistic growth, y' = 3 y (1 - y) from 0.1 over the time 2: first as many steps of"
                + " each scheme, then as many\n"
                + "steps as cost as many evaluations. The text of the paper does not name its"
                + " problem. The coefficients\n"
                + "that it prints for Verner's scheme do not solve this one.");
  }

  static Table<Table1.Row> table1(List<Table1.Row> rows) {
    return Table.of(rows)
        .column("network", Table1.Row::network)
        .column("in the paper", Table1.Row::paperScheme)
        .column("scheme", Table1.Row::scheme)
        .column("order", Table1.Row::claimed)
        .column("observed", Table1.Row::observed, "%.2f")
        .column("layers", Table1.Row::layers)
        .column("loss", Table1.Row::loss, "%.3g")
        .column("loss after a step", Table1.Row::lossAfter, "%.3g")
        .column("runs", Table1.Row::runs);
  }

  static Table<Table2.Row> table2(List<Table2.Row> rows) {
    return Table.of(rows)
        .column("what runs", row -> row.kind().title())
        .column("scheme", Table2.Row::scheme)
        .column("memory", "megabytes", Table2.Row::megabytes, "%.0f MB")
        .column("relative", "relativeMemory", Table2.Row::memory, "%.2f")
        .column("paper", "paperMemory", Table2.Row::paperMemory, Table2.Row::paperMemory)
        .column("time", "millis", Table2.Row::millis, "%.0f ms")
        .column("relative", "relativeTime", Table2.Row::time, "%.2f")
        .column("paper", "paperTime", Table2.Row::paperTime, Table2.Row::paperTime)
        .column("live tensors", Table2.Row::liveTensors)
        .column("additions", Table2.Row::additions, "%.2f")
        .note(
            "Memory: the peak beyond an idle process. Live tensors while a sub-net runs, and"
                + " additions for each sub-net,\n"
                + "are those that the Javadoc of generated classes states; Euler's has 1 of both.");
  }

  static Table<Table5.Row> table5(List<Table5.Row> rows) {
    return Table.of(rows)
        .column("model", Table5.Row::model)
        .column("layers", Table5.Row::layers)
        .column("paper", "paperLayers", Table5.Row::paperLayers, "%s")
        .column("parameters", Table5.Row::parameters, "%,d")
        .column("in millions", "millions", row -> row.parameters() / 1e6, "%.2f")
        .column(
            "paper",
            "paperMillions",
            Table5.Row::paperMillions,
            row ->
                String.format(Locale.ROOT, "%.2f", row.paperMillions())
                    + (row.paperStepSizes() == 0 ? "" : " + " + row.paperStepSizes()))
        .column("paper's accuracy", Table5.Row::paperAccuracy, "%.2f%%")
        .column("training step", "trainingStepMillis", Table5.Row::step, "%.0f ms")
        .column("peak memory", "peakMegabytes", Table5.Row::peakMegabytes, "%.0f MB")
        .detail("loss", Table5.Row::loss)
        .detail("paperStepSizes", Table5.Row::paperStepSizes)
        .note(
            "The networks were not trained beyond one step of two images. The paper's parameters"
                + " are not those of its networks:\n"
                + "it prints 0.07 to 0.08 million too many up to 198 layers, and 0.1 too few"
                + " beyond. Its RK8 rows of 982 layers have\n"
                + "35 blocks; it writes 28.");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }

  static Table<Table3.Row> table3(List<Table3.Row> rows) {
    return Table.of(rows)
        .column("model", Table3.Row::model)
        .column("layers", Table3.Row::layers)
        .column("paper", "paperLayers", Table3.Row::paperLayers, "%s")
        .column("parameters", Table3.Row::parameters, "%,d")
        .column("in millions", "millions", row -> row.parameters() / 1e6, "%.3f")
        .column(
            "paper",
            "paperMillions",
            Table3.Row::paperMillions,
            row ->
                String.format(Locale.ROOT, "%.2f", row.paperMillions())
                    + (row.steps() == 0 ? "" : " + " + row.steps()))
        .detail("steps", Table3.Row::steps);
  }

  static Table<Table6.Row> table6(List<Table6.Row> rows) {
    return Table.of(rows)
        .column("sub-net", Table6.Row::subNet)
        .column("scheme", Table6.Row::scheme, row -> row.scheme() + " x" + row.blocks())
        .detail("blocks", Table6.Row::blocks)
        .column("layers", Table6.Row::layers)
        .column("parameters", Table6.Row::parameters, "%,d")
        .column("multiply-adds", Table6.Row::multiplyAdds, row -> millions(row.multiplyAdds()))
        .column("paper's accuracy", Table6.Row::paperAccuracy, "%.2f%%")
        .note(
            "The accuracies are those that the paper prints for its own networks; the networks here"
                + " were not\n"
                + "trained. The paper gives 56 +- 2 layers for all rows. Sub-nets of three layers"
                + " cannot meet that\n"
                + "with RK4 (50 or 62) or Verner's method (44 or 86).");
  }

  private static String millions(long count) {
    return String.format(Locale.ROOT, "%.1f M", count / 1e6);
  }
}
