package dev.highorder.demo.experiment;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import dev.highorder.Scheme;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.scheme.SchemeDefinition;
import java.util.List;

/**
 * The families of the paper's Table 1, and the schemes that the paper adds: each with its order,
 * and with a network that takes a training step.
 */
public final class Table1 {

  private static final int WIDTH = 8;
  private static final int SUB_NETS = 28;
  private static final int BATCH = 4;

  private Table1() {}

  /**
   * A family.
   *
   * @param network the network that the paper names, or its own
   * @param paperScheme the scheme as the paper calls it
   * @param scheme the scheme by which our network is generated
   * @param claimed the order that the scheme claims
   * @param observed the order that generated blocks show on an equation with a known solution
   * @param layers the layers of our network
   * @param loss the loss of a training step, before it; not finite if the network does not run
   * @param lossAfter the loss of the same images after it
   */
  public record Row(
      String network,
      String paperScheme,
      Scheme scheme,
      int claimed,
      double observed,
      int layers,
      double loss,
      double lossAfter) {

    /** Returns whether the network took a training step. */
    public boolean runs() {
      return Double.isFinite(loss) && Double.isFinite(lossAfter) && loss != lossAfter;
    }
  }

  /** Measures the order of every family, and trains a small network of it for one step. */
  public static List<Row> rows() {
    return List.of(
        row("ResNet", "forward Euler", Scheme.EULER),
        row("RevNet", "forward Euler", Scheme.REVNET),
        row("PolyNet", "backward Euler", Scheme.POLYNET2),
        row("LM-ResNet", "linear multistep", Scheme.LM_RESNET),
        row("second-order CNN", "second order", Scheme.LEAPFROG),
        row("HO-ResNet", "midpoint", Scheme.MIDPOINT),
        row("HO-ResNet", "Runge-Kutta 4", Scheme.RK4),
        row("HO-ResNet", "Verner 8(9)", Scheme.VERNER8),
        row("HO-ResNet", "Verner 8(9), as published", Scheme.VERNER8_AS_PUBLISHED));
  }

  private static Row row(String network, String paperScheme, Scheme scheme) {
    SchemeTable.Row order = SchemeTable.row(scheme);
    Network small =
        Network.builder()
            .setClasses(10)
            .setWidths(WIDTH)
            .setBlocks(SUB_NETS / SchemeDefinition.of(scheme).stages())
            .setStack(NamedStacks.get("vgg-" + NamedStacks.suffix(scheme)))
            .build();
    try (Model model = Model.newInstance("table1", Engines.start().getEngineName());
        SingleStep step = new SingleStep(model, small, new Shape(BATCH, 3, 16, 16))) {
      double before = step.take();
      return new Row(
          network,
          paperScheme,
          scheme,
          order.claimed(),
          order.observed(),
          NetworkSize.layers(small),
          before,
          step.take());
    }
  }
}
