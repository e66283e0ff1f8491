package dev.highorder.demo.cli;

import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.training.ExperimentSession;
import dev.highorder.demo.experiment.item.PaperItem;
import dev.highorder.demo.experiment.item.PaperItems;
import dev.highorder.demo.experiment.item.Scale;
import dev.highorder.demo.report.Provenance;
import dev.highorder.demo.report.Report;
import dev.highorder.demo.report.Section;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code reproduce}: figures, tables and claims of the paper. */
@Command(
    name = "reproduce",
    description = {
      "Makes figures, tables and claims of the paper again, next to the paper's numbers, and writes"
          + " one report for all of them. What is done already is not done again, and what was"
          + " interrupted continues: give the same command.",
      "An ITEM is one of fig1, fig3, fig4, fig8 to fig13, table1 to table7, table6-accuracy, order,"
          + " scaling, steps, autoaugment, unblended; 'all' is all of them, and 'trained' those of"
          + " Figs. 9, 12 and 13, Table 4 and order."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ReproduceCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String TRAINED = "trained";
  private static final List<String> TRAINED_ITEMS =
      List.of("fig9", "fig12", "fig13", "table4", "order");

  @Parameters(arity = "1..*", paramLabel = "ITEM", description = "Items, or all.")
  private List<String> names;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "tiny: seconds, on drawn shapes unless --data is given; small: hours on two cores;"
              + " full: the paper's setting, for a GPU.",
      defaultValue = "TINY")
  private Scale scale;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the report, the results and the checkpoints.",
      defaultValue = "reproduced")
  private Path out;

  @Option(
      names = "--processes",
      converter = WholeNumber.Rounds.class,
      paramLabel = "N",
      description = "Processes that train at the same time, each with the threads of --threads.",
      defaultValue = "1")
  private int processes;

  @Option(
      names = "--resume",
      description = "Require that results are there already, and continue with them.")
  private boolean resume;

  @Option(names = "--json", description = "Print the tables as JSON.")
  private boolean json;

  @Option(names = "--worker", hidden = true, description = "Only train, for another process.")
  private boolean isWorker;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<PaperItem> items = items();
    ExperimentSession session =
        new ExperimentSession(scale, out, data.spec(), engine.spec(), processes);
    session.requireBegun(resume);
    if (isWorker) {
      session.work(session.experiments(items));
      return 0;
    }
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    List<Section> sections = session.sections(items, arguments);
    Report report =
        new Report(
            "HighOrder: the paper, reproduced at the scale "
                + scale.name().toLowerCase(Locale.ROOT),
            Provenance.ofThisMachine(
                "highorder " + String.join(" ", arguments),
                session.provenance(DoctorCommand.Version.highOrder())),
            sections);
    ReportOutput.print(report, out, json);
    return 0;
  }

  private List<PaperItem> items() {
    Set<PaperItem> items = new LinkedHashSet<>();
    for (String name : names) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case ALL -> items.addAll(PaperItems.all());
        case TRAINED ->
            TRAINED_ITEMS.forEach(item -> items.add(PaperItems.named(item).orElseThrow()));
        default ->
            items.add(
                PaperItems.named(name.toLowerCase(Locale.ROOT)).orElseThrow(() -> unknown(name)));
      }
    }
    return List.copyOf(items);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "There is no item '%s'. Give one of %s, %s or %s."
            .formatted(
                ForeignText.show(name),
                String.join(", ", PaperItems.all().stream().map(PaperItem::name).toList()),
                TRAINED,
                ALL));
  }
}
