package dev.highorder.demo.cli.training;

import ai.djl.nn.Parameter;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.NetworkSize;
import dev.highorder.network.Network;
import dev.highorder.text.ForeignText;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report at the end of a training run: its epochs, and the single numbers that were trained.
 */
record TrainingReport(Network network, List<EpochResult> results) {

  /** A trained parameter of a stack itself, such as a step size. */
  private record Trained(int stack, String name, String values) {}

  void print(boolean json, Path classifier, Path directory) {
    epochs().print(json);
    if (json) {
      return;
    }
    List<Trained> trained = trained();
    if (!trained.isEmpty()) {
      Table.of(trained)
          .column("stack", Trained::stack)
          .column("trained", Trained::name)
          .column("value", Trained::values)
          .print(false);
    }
    System.out.printf(
        Locale.ROOT,
        "%s layers, %,d parameters. Saved to %s; curves and checkpoints in %s%n",
        NetworkSize.layers(network),
        NetworkSize.parameters(network),
        ForeignText.show(classifier),
        ForeignText.show(directory));
  }

  private Table<EpochResult> epochs() {
    return Table.of(results)
        .column("epoch", EpochResult::epoch)
        .column("training loss", r -> r.training().loss(), "%.4f")
        .column(
            "accuracy",
            "trainingAccuracy",
            r -> r.training().accuracy(),
            r -> Table.percent(r.training().accuracy(), 2))
        .column("test loss", r -> r.validation().loss(), "%.4f")
        .column(
            "accuracy",
            "testAccuracy",
            r -> r.validation().accuracy(),
            r -> Table.percent(r.validation().accuracy(), 2))
        .column("time", "seconds", EpochResult::seconds, "%.1fs")
        .column("examples/s", "examplesPerSecond", r -> r.resources().examplesPerSecond(), "%.0f")
        .column(
            "waiting", r -> r.resources().waiting(), r -> Table.percent(r.resources().waiting(), 1))
        .column("MB", "residentMegabytes", r -> r.resources().residentBytes() / 1e6, "%.0f")
        .detail("heapMegabytes", r -> r.resources().heapBytes() / 1e6)
        .detail("arrays", r -> r.resources().arrays())
        .detail("learningRate", EpochResult::learningRate);
  }

  private List<Trained> trained() {
    List<Trained> trained = new ArrayList<>();
    for (int stack = 0; stack < network.stacks().size(); stack++) {
      for (Parameter parameter : network.stacks().get(stack).getDirectParameters().values()) {
        String values =
            Stream.of(parameter.getArray().toArray())
                .map(value -> String.format(Locale.ROOT, "%.4f", value.floatValue()))
                .collect(Collectors.joining(" "));
        trained.add(new Trained(stack + 1, parameter.getName(), values));
      }
    }
    return trained;
  }
}
