package dev.highorder.demo.experiment.item;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.Table1;
import dev.highorder.demo.experiment.Table2;
import dev.highorder.demo.experiment.Table3;
import dev.highorder.demo.experiment.Table5;
import dev.highorder.demo.experiment.Table6;
import dev.highorder.demo.experiment.surface.SurfaceSetting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All items, in the order of the paper. */
public final class PaperItems {

  private static final int WIDTH = 64;
  private static final int TINY_WIDTH = 8;
  private static final int ROUNDS = 3;
  private static final int TINY_LAYERS = 146;

  private static final Map<String, Double> TABLE4 =
      Map.of(
          "Euler", 92.71,
          "midpoint", 94.08,
          "RK4", 94.79,
          "Verner 8", 94.72,
          "Verner 8, as published", 94.72,
          "Verner 8, h learned", 95.06);

  private static final List<PaperItem> ITEMS =
      List.of(
          new Depths("fig1", "Fig. 1: accuracy over depth"),
          new Fig3(),
          new SurfaceFigure(
              "fig4",
              "Fig. 4: loss surfaces of untrained networks of 18 layers",
              SurfaceSetting.FIG4_SUB_NETS),
          new SurfaceFigure(
              "fig8",
              "Fig. 8: loss surfaces of untrained networks of 58 layers",
              SurfaceSetting.FIG8_SUB_NETS),
          new Fig9(),
          new TrainedSchemes(
              "fig10",
              "Fig. 10: one midpoint block against two Euler blocks",
              "The paper's six layers: it shows a noticeable gain of midpoint in loss and"
                  + " accuracy.",
              new SchemeExperiment(
                  "vgg",
                  2,
                  List.of(
                      ComparedScheme.EULER, ComparedScheme.MIDPOINT, ComparedScheme.MIDPOINT_TWO)),
              Map.of()),
          new TrainedSchemes(
              "fig11",
              "Fig. 11: one RK4 block against two midpoint and four Euler blocks",
              "The paper's ten layers: it shows RK4 ahead of midpoint and Euler.",
              new SchemeExperiment("vgg", 4, ComparedScheme.WITH_CONTROLS),
              Map.of("Euler", 91.72, "midpoint", 91.97, "RK4", 91.51)),
          new TrainedSchemes(
              "fig12",
              "Fig. 12: 58 layers by every scheme",
              "The paper's 58 layers: the order of its curves is that of the schemes.",
              new SchemeExperiment("vgg", 28, ComparedScheme.WITH_CONTROLS),
              TABLE4),
          new Speed("fig13", "Fig. 13: time until a training accuracy"),
          new ValueItem(
              "table1",
              "Table 1: the families, with their order observed",
              "Each family with a network that takes a training step, and the order that generated"
                  + " blocks show on an equation with a known solution.",
              context -> ValueTables.table1(Table1.rows())),
          new ValueItem(
              "table2",
              "Table 2, eqs. 16 and 17: memory and time relative to Euler",
              "Measured, next to the paper's and to the cost that the Javadoc of generated classes"
                  + " states.",
              PaperItems::table2),
          new ValueItem(
              "table3",
              "Table 3: layers and parameters",
              "The accuracies of this table are those of the item fig1.",
              context -> ValueTables.table3(Table3.rows())),
          new Speed("table4", "Table 4: ratios of steps, epochs and seconds"),
          new ValueItem(
              "table5",
              "Table 5: networks of up to 1002 layers",
              "Counts next to the paper's wrong ones, and a training step.",
              context ->
                  ValueTables.table5(
                      Table5.rows(
                          context.scale() == Scale.TINY ? TINY_LAYERS : Table5.MAX_LAYERS))),
          new ValueItem(
              "table6",
              "Table 6: sizes of every sub-net by every scheme",
              "The accuracies of this table are those of the item table6-accuracy.",
              context -> ValueTables.table6(Table6.rows())),
          new SubNetSchemes(
              "table6-accuracy",
              "Table 6: accuracies of every sub-net by every scheme",
              "The paper finds every sub-net better by a scheme of higher order. Twins are compared"
                  + " with Euler's network of the same sub-net.",
              List.of("vgg", "bottleneck", "se-vgg", "se-bottleneck", "mbconv", "cot")),
          new SubNetSchemes(
              "table7",
              "Table 7: other data sets",
              "The paper's Table 7 is about CIFAR-100 and ImageNet: give the folder of CIFAR-100's"
                  + " binary version, or a folder of images, with --data.",
              List.of("vgg")),
          new OrderOrTime(),
          new TrainedSchemes(
              "scaling",
              "In the text: scaling factors",
              "The paper tried how scaling factors change a network, and does not say which. Here"
                  + " the step size scales every sum: h = 1 and smaller and larger ones.",
              new SchemeExperiment(
                  "vgg",
                  28,
                  List.of(
                      ComparedScheme.EULER,
                      ComparedScheme.EULER_QUARTER,
                      ComparedScheme.EULER_FOURTEENTH,
                      ComparedScheme.RK4,
                      ComparedScheme.RK4_FOUR)),
              Map.of()),
          new TrainedSchemes(
              "steps",
              "In the text: fixed against learned step sizes",
              "The paper trains the step size of Verner's scheme, which it calls adaptive; no"
                  + " released code has it.",
              new SchemeExperiment(
                  "vgg",
                  28,
                  List.of(
                      ComparedScheme.RK4,
                      ComparedScheme.RK4_LEARNED,
                      ComparedScheme.VERNER8,
                      ComparedScheme.VERNER8_AS_PUBLISHED,
                      ComparedScheme.VERNER8_LEARNED)),
              Map.of(
                  "RK4", 94.79,
                  "Verner 8", 94.91,
                  "Verner 8, as published", 94.91,
                  "Verner 8, h learned", 95.06)),
          new AutoAugmentGap(),
          new TrainedSchemes(
              "unblended",
              "In the text: RK4 without its blend",
              "The paper saves memory by taking the last stage of RK4 instead of the weighted sum,"
                  + " and sees no evident drop. That scheme has order 1.",
              new SchemeExperiment(
                  "vgg", 28, List.of(ComparedScheme.RK4, ComparedScheme.RK4_UNBLENDED)),
              Map.of("RK4", 94.79)));

  private PaperItems() {}

  private static Table<?> table2(ItemContext context) throws IOException, InterruptedException {
    boolean isTiny = context.scale() == Scale.TINY;
    return ValueTables.table2(
        new Table2(
                isTiny ? Table2.SCHEMES.subList(0, 2) : Table2.SCHEMES,
                isTiny ? List.of(Table2.Kind.OPERATORS) : List.of(Table2.Kind.values()),
                isTiny ? TINY_WIDTH : WIDTH,
                isTiny ? 1 : ROUNDS,
                context.progress())
            .run());
  }

  /** Returns all items. */
  public static List<PaperItem> all() {
    return ITEMS;
  }

  /** Returns the item of a name. */
  public static Optional<PaperItem> named(String name) {
    return ITEMS.stream().filter(item -> item.name().equals(name)).findFirst();
  }
}
