package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.SurfaceChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.ExampleSets;
import dev.highorder.demo.experiment.surface.LossRange;
import dev.highorder.demo.experiment.surface.LossSurface;
import dev.highorder.demo.experiment.surface.SurfaceExperiment;
import dev.highorder.demo.experiment.surface.SurfaceExperiment.Row;
import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.demo.experiment.surface.SurfaceSetting;
import dev.highorder.demo.report.Section;
import java.io.IOException;
import java.util.List;

/**
 * Figs. 4 and 8: loss surfaces of untrained networks, and once more after a short training.
 *
 * @param name {@code fig4} or {@code fig8}
 * @param title a line about it
 * @param subNets the sub-nets of each network
 */
record SurfaceFigure(String name, String title, int subNets) implements PaperItem {

  private static final int IMAGES = 32;
  private static final int POINTS = 5;
  private static final int TRAINED = 640;
  private static final double RADIUS = 0.25;

  @Override
  public boolean needsImages() {
    return true;
  }

  private SurfaceSetting setting(Scale scale, boolean isTrained) {
    boolean isTiny = scale == Scale.TINY;
    return new SurfaceSetting(
        SubNet.PREACTIVATION,
        subNets,
        scale == Scale.SMALL ? 4 * scale.width() : scale.width(),
        false,
        RADIUS,
        isTiny ? 3 : POINTS,
        isTiny ? 4 : IMAGES,
        isTrained ? (isTiny ? 16 : TRAINED) : 0);
  }

  @Override
  public Section section(ItemContext context) throws IOException {
    Section section =
        new Section(name, title)
            .paragraph(
                "The loss of networks of %s layers in a square of +-0.25 along two random directions, normalised filter by filter, for the same weights, directions and images by each scheme. The controls integrate over the time of another scheme. The paper's range for Verner's scheme, [1.47, 1.90], lies below ln 10 = 2.30, the loss of a guess among ten classes, which an untrained network does not beat. %s"
                    .formatted(2 * subNets + 2, context.scale().sentence()));
    add(section, context, false);
    add(section, context, true);
    return section;
  }

  private void add(Section section, ItemContext context, boolean isTrained) throws IOException {
    SurfaceSetting setting = setting(context.scale(), isTrained);
    ExampleSets examples = context.runner().get().examples();
    List<Row> rows =
        new SurfaceExperiment(
                setting,
                examples.allTest(),
                examples.allTraining(),
                context.folder().resolve("surfaces"),
                context.progress())
            .run(context.scale().seeds());
    SurfaceChart chart = new SurfaceChart(title);
    for (Row row : rows) {
      LossSurface first = row.surfaces().get(0);
      chart.surface(row.scheme().title(), first.range().text(), first.losses());
    }
    String state = isTrained ? "after a short training" : "untrained";
    section
        .figure(
            chart.svg(name + (isTrained ? "-trained" : ""), "Loss surfaces, " + state + "."),
            "Loss surfaces of the first seed, %s; one logarithmic scale of colour for all, five contours for each power of ten."
                .formatted(state))
        .grid(Grids.of("Ranges, " + state, table(rows, isTrained)));
  }

  private static Table<Row> table(List<Row> rows, boolean isTrained) {
    Table<Row> table =
        Table.of(rows)
            .column("scheme", row -> row.scheme().title())
            .column("time", Row::time, "%.3g")
            .column("seeds", row -> row.surfaces().size())
            .column("median range", row -> row.median().text())
            .column("all seeds", row -> row.whole().text())
            .detail("medianLeast", row -> row.median().least())
            .detail("medianGreatest", row -> row.median().greatest())
            .detail("least", row -> row.whole().least())
            .detail("greatest", row -> row.whole().greatest());
    return isTrained
        ? table
        : table.column("paper", row -> row.paper().map(LossRange::text).orElse(""));
  }
}
