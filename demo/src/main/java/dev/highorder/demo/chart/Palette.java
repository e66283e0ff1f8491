package dev.highorder.demo.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.List;

/**
 * The colours and strokes of charts. The colours are those of Okabe and Ito, which people with any
 * kind of colour vision can tell apart; the strokes change before the colours come again.
 */
final class Palette {

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color GRID = new Color(0xD8, 0xD8, 0xD8);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xB2),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xB0, 0x4C, 0x86),
          new Color(0x3C, 0x3C, 0x3C),
          new Color(0xB8, 0x86, 0x00),
          new Color(0x2B, 0x9A, 0xD6));

  private static final int SOLID = 5;
  private static final float WIDTH = 2;

  private static final List<Stroke> STROKES =
      List.of(stroke(), stroke(8, 4), stroke(2, 3), stroke(10, 3, 2, 3));

  private Palette() {}

  private static Stroke stroke(float... dashes) {
    return dashes.length == 0
        ? new BasicStroke(WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /**
   * Returns the stroke of a line: solid for the first ones, other dashes for lines of equal colour.
   */
  static Stroke stroke(int series) {
    return STROKES.get(series / SOLID % STROKES.size());
  }
}
