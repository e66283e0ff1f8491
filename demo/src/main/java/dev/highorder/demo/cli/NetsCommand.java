package dev.highorder.demo.cli;

import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.generated.GeneratedClass;
import dev.highorder.generated.GeneratedClass.Creator;
import dev.highorder.generated.GeneratedClass.Parameter;
import dev.highorder.generated.GeneratedClasses;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code nets}: the networks that {@code train --net} can name. */
@Command(
    name = "nets",
    description =
        "Lists the generated classes on the class path, those of the command line by their short"
            + " names: what they stack, and whether train --net can use them as they are.",
    mixinStandardHelpOptions = true)
public final class NetsCommand implements Callable<Integer> {

  /** Equations that the verb schemes solves: generated classes, but no networks. */
  private static final String EQUATIONS = "dev.highorder.demo.experiment.";

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  /**
   * A network, as JSON has it.
   *
   * @param net the name for {@code --net}
   * @param stack the generated class
   * @param isBuiltIn whether it is one of the command line's own
   * @param isUsable whether {@code --net} can use it, which knows blocks and widths only
   */
  private record Row(
      String net,
      String stack,
      boolean isBuiltIn,
      boolean isUsable,
      String scheme,
      String subNet,
      List<Integer> blocks,
      String weights,
      String step,
      String afterSum,
      boolean changesShape,
      List<Creator> creators) {}

  @Override
  public Integer call() {
    GeneratedClasses found = GeneratedClasses.find();
    List<Row> rows = rows(found.classes());
    System.out.println(json ? Json.of(rows) : text(rows));
    found.problems().forEach(System.err::println);
    return 0;
  }

  /** The user's own come first. */
  private static List<Row> rows(List<GeneratedClass> classes) {
    Map<String, String> shortNames = new HashMap<>();
    NamedStacks.all().forEach((name, className) -> shortNames.put(className, name));
    return classes.stream()
        .filter(generated -> !generated.name().startsWith(EQUATIONS))
        .map(generated -> row(generated, shortNames))
        .sorted(Comparator.comparing(Row::isBuiltIn).thenComparing(Row::net))
        .toList();
  }

  private static Row row(GeneratedClass generated, Map<String, String> shortNames) {
    return new Row(
        shortNames.getOrDefault(generated.name(), generated.name()),
        generated.name(),
        shortNames.containsKey(generated.name()),
        generated.needsOnlyWidth(),
        generated.scheme(),
        generated.subNet(),
        generated.blocks(),
        generated.weights(),
        generated.step(),
        generated.afterSum(),
        generated.changesShape(),
        generated.creators());
  }

  private static String text(List<Row> rows) {
    return Table.of(rows)
        .column("--net", Row::net)
        .column("usable", row -> row.isUsable() ? "yes" : "in code")
        .column("scheme", Row::scheme)
        .column("sub-net", Row::subNet)
        .column("after the sum", row -> row.afterSum().equals("NOTHING") ? "" : row.afterSum())
        .column("stride", row -> row.changesShape() ? "yes" : "")
        .column("parameters", NetsCommand::parameters)
        .text();
  }

  private static String parameters(Row row) {
    return row.creators().stream()
        .map(Creator::parameters)
        .map(NetsCommand::list)
        .collect(Collectors.joining(" or "));
  }

  private static String list(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> parameter.type() + " " + parameter.name())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
