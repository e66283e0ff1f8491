package dev.highorder.demo.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** The fonts, lines and margins that all charts have in common. */
final class Look {

  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final double MARGIN = 6;

  static {
    // The workaround draws the letters of vertical labels as outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private Look() {}

  /** Returns a white chart with its title and, unless it is empty, its legend below. */
  static JFreeChart chart(String title, XYPlot plot, boolean hasLegend) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(Palette.GRID);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    apply(plot.getDomainAxis());
    apply(plot.getRangeAxis());
    JFreeChart chart = new JFreeChart(title.isEmpty() ? null : title, BOLD, plot, hasLegend);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, 2 * MARGIN));
    if (!title.isEmpty()) {
      chart.getTitle().setPaint(Palette.INK);
    }
    if (hasLegend) {
      chart.getLegend().setItemFont(PLAIN);
      chart.getLegend().setItemPaint(Palette.INK);
      chart.getLegend().setFrame(BlockBorder.NONE);
      chart.getLegend().setPosition(RectangleEdge.BOTTOM);
      chart.getLegend().setBackgroundPaint(Color.WHITE);
    }
    return chart;
  }

  static void apply(ValueAxis axis) {
    axis.setLabelFont(PLAIN);
    axis.setTickLabelFont(PLAIN);
    axis.setLabelPaint(Palette.INK);
    axis.setTickLabelPaint(Palette.INK);
    axis.setAxisLinePaint(Palette.INK);
  }

  static Font plain() {
    return PLAIN;
  }

  /** Returns an axis, logarithmic with powers of ten or linear. */
  static ValueAxis axis(String label, boolean isLogarithmic, boolean fromZero) {
    if (isLogarithmic) {
      return new DecadeAxis(label);
    }
    NumberAxis axis = new LinearAxis(label);
    axis.setAutoRangeIncludesZero(fromZero);
    return axis;
  }

  /** Returns a dot around the origin. */
  static Ellipse2D dot(double diameter) {
    return new Ellipse2D.Double(-diameter / 2, -diameter / 2, diameter, diameter);
  }
}
