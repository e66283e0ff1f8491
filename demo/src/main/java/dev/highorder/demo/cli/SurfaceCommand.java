package dev.highorder.demo.cli;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.RealNumber;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.experiment.surface.LossRange;
import dev.highorder.demo.experiment.surface.SurfaceExperiment;
import dev.highorder.demo.experiment.surface.SurfaceExperiment.Row;
import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.demo.experiment.surface.SurfaceSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code surface}: loss surfaces of networks by every scheme. */
@Command(
    name = "surface",
    description =
        "Measures the loss of networks along two random directions, normalised filter by filter, for"
            + " each scheme and for controls that integrate over the same time, and prints the ranges"
            + " next to those of the paper's Figs. 4 and 8. Surfaces that are in the output directory"
            + " are not measured again.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SurfaceCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--sub-nets",
      converter = WholeNumber.SubNets.class,
      paramLabel = "N",
      description = "Sub-nets of two layers: 8 for Fig. 4, 28 for Fig. 8.",
      defaultValue = "8")
  private int subNets;

  @Option(
      names = "--sub-net",
      paramLabel = "NAME",
      description = "preactivation, as in the authors' code, or vgg, as in the paper's text.",
      defaultValue = "PREACTIVATION")
  private SubNet subNet;

  @Option(
      names = "--width",
      converter = WholeNumber.SubNetWidth.class,
      paramLabel = "N",
      description = "Channels of the network.",
      defaultValue = "64")
  private int width;

  @Option(
      names = "--batch-norm",
      description =
          "Take the statistics of the batch in batch normalisation. Without it they are the running"
              + " ones, which do nothing in an untrained network.")
  private boolean isNormalised;

  @Option(
      names = "--radius",
      converter = RealNumber.Norm.class,
      paramLabel = "X",
      description = "Largest factor of each direction.",
      defaultValue = "0.25")
  private float radius;

  @Option(
      names = "--points",
      converter = WholeNumber.Points.class,
      paramLabel = "N",
      description = "Points along a side, an odd number.",
      defaultValue = "5")
  private int points;

  @Option(
      names = "--images",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Test images whose mean cross entropy is the loss.",
      defaultValue = "32")
  private int images;

  @Option(
      names = "--trained",
      converter = WholeNumber.CountOrNone.class,
      paramLabel = "N",
      description = "Training images that the network learns from before, each once.",
      defaultValue = "0")
  private int trained;

  @Option(
      names = "--seeds",
      converter = WholeNumber.Rounds.class,
      paramLabel = "N",
      description = "Seeds of weights, directions and images, from 1 on.",
      defaultValue = "5")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the surfaces.",
      defaultValue = "surfaces")
  private Path out;

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    SurfaceSetting setting =
        new SurfaceSetting(subNet, subNets, width, isNormalised, radius, points, images, trained);
    DataSpec examples = data.spec();
    if (examples.kind() != ExampleKind.IMAGES) {
      throw new IllegalArgumentException(
          "The verb surface takes images, but --data is a CSV file. Give images.");
    }
    engine.spec().start();
    LabelledImages test = examples.images(DataSplit.TEST);
    if (test.size() < images) {
      throw new IllegalArgumentException(
          "There are %s test images, but --images asks for %s. Give fewer."
              .formatted(test.size(), images));
    }
    LabelledImages training = trained == 0 ? test : examples.images(DataSplit.TRAIN);
    table(
            new SurfaceExperiment(setting, test, training, out, System.err::println).run(seeds),
            setting)
        .print(json);
    return 0;
  }

  private static Table<Row> table(List<Row> rows, SurfaceSetting setting) {
    String note =
        "Losses of networks of %s layers, smallest and largest of a surface; the median range has the medians of both over the seeds.\nTime: blocks times step size. A guess among ten classes has the loss ln 10 = 2.30."
            .formatted(setting.layers());
    return Table.of(rows)
        .column("scheme", row -> row.scheme().title())
        .column("time", Row::time, "%.0f")
        .column("seeds", row -> row.surfaces().size())
        .column("median range", row -> row.median().text())
        .column("all seeds", row -> row.whole().text())
        .column("paper", row -> row.paper().map(LossRange::text).orElse(""))
        .detail("medianLeast", row -> row.median().least())
        .detail("medianGreatest", row -> row.median().greatest())
        .detail("least", row -> row.whole().least())
        .detail("greatest", row -> row.whole().greatest())
        .note(note);
  }
}
