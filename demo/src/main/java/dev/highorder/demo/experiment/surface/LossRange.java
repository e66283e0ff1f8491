package dev.highorder.demo.experiment.surface;

import java.util.Locale;

/**
 * The smallest and the largest loss of a surface.
 *
 * @param least the mean cross entropy of the best point
 * @param greatest that of the worst point
 */
public record LossRange(double least, double greatest) {

  /** Returns both in brackets, with three or four digits. */
  public String text() {
    return "[" + text(least) + ", " + text(greatest) + "]";
  }

  private static String text(double loss) {
    return String.format(Locale.ROOT, loss < 100 ? "%.2f" : loss < 1e5 ? "%.0f" : "%.1e", loss);
  }
}
