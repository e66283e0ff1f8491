package dev.highorder.demo.cli.output;

import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.image.Canvas;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A drawing of a confusion matrix: a row for each true class, a column for each predicted class. A
 * cell is the darker, the larger its share of the row.
 */
public final class ConfusionMatrixChart {

  private static final String TRUE = "true class";
  private static final String PREDICTED = "predicted class";

  private static final int CELL = 44;
  private static final int TITLE = 16;
  private static final int LABELS = 132;

  private ConfusionMatrixChart() {}

  /** Draws the matrix of a report. */
  public static BufferedImage of(ClassificationReport report) {
    int count = report.classes().size();
    int side = LABELS + count * CELL + 12;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = Canvas.open(image);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, side, side);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int row = 0; row < count; row++) {
      String name = report.classes().get(row).name();
      g.setColor(Color.DARK_GRAY);
      drawRight(g, name, LABELS - 8, LABELS + row * CELL + CELL / 2 + 4);
      drawUpwards(g, name, LABELS + row * CELL + CELL / 2 + 4, LABELS - 8);
      drawRow(g, report.confusion().get(row), row);
    }
    drawTitles(g, LABELS + count * CELL / 2);
    g.dispose();
    return image;
  }

  /** Without titles nobody can tell the true classes from the predicted ones. */
  private static void drawTitles(Graphics2D g, int middle) {
    g.setColor(Color.BLACK);
    g.setFont(g.getFont().deriveFont(Font.BOLD));
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(PREDICTED, middle - metrics.stringWidth(PREDICTED) / 2, TITLE);
    drawUpwards(g, TRUE, TITLE, middle + metrics.stringWidth(TRUE) / 2);
  }

  private static void drawRow(Graphics2D g, List<Integer> counts, int row) {
    int all = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
    for (int column = 0; column < counts.size(); column++) {
      float share = (float) counts.get(column) / all;
      int x = LABELS + column * CELL;
      int y = LABELS + row * CELL;
      g.setColor(row == column ? mix(share, 11, 105, 163) : mix(share, 186, 37, 37));
      g.fillRect(x, y, CELL - 1, CELL - 1);
      if (counts.get(column) > 0) {
        g.setColor(share > 0.5 ? Color.WHITE : Color.DARK_GRAY);
        String text = counts.get(column).toString();
        g.drawString(text, x + (CELL - g.getFontMetrics().stringWidth(text)) / 2, y + CELL / 2 + 4);
      }
    }
  }

  /** Returns a colour between nearly white, for 0, and the given colour, for 1. */
  private static Color mix(float share, int red, int green, int blue) {
    float shade = 0.04f + 0.96f * share;
    return new Color(
        Math.round(255 + shade * (red - 255)),
        Math.round(255 + shade * (green - 255)),
        Math.round(255 + shade * (blue - 255)));
  }

  private static void drawRight(Graphics2D g, String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text), y);
  }

  private static void drawUpwards(Graphics2D g, String text, int x, int y) {
    g.rotate(-Math.PI / 2, x, y);
    g.drawString(text, x, y);
    g.rotate(Math.PI / 2, x, y);
  }
}
