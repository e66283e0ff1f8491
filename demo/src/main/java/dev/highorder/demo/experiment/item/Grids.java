package dev.highorder.demo.experiment.item;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.demo.statistics.MeanInterval;
import java.util.Locale;

/** Tables and intervals as a report shows them. */
final class Grids {

  private Grids() {}

  static Grid of(String title, Table<?> table) {
    return new Grid(title, table.cells(), table.notes(), table.json());
  }

  /** Returns a share as percent, with the interval if there is one. */
  static String percent(MeanInterval share) {
    return number(new MeanInterval(100 * share.mean(), 100 * share.halfWidth()), 1);
  }

  /** Returns a number, with the interval if there is one. */
  static String number(MeanInterval value, int digits) {
    String mean = String.format(Locale.ROOT, "%." + digits + "f", value.mean());
    return Double.isNaN(value.halfWidth())
        ? mean
        : mean + String.format(Locale.ROOT, " ± %." + digits + "f", value.halfWidth());
  }

  /** Returns a loss with three digits. */
  static String loss(double loss) {
    return loss > Float.MAX_VALUE
        ? "not finite"
        : String.format(Locale.ROOT, loss >= 1e5 ? "%.1e" : loss >= 100 ? "%.0f" : "%.2f", loss);
  }
}
