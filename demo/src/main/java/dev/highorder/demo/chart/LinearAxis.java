package dev.highorder.demo.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A linear axis with labels at multiples of a round number. */
final class LinearAxis extends NumberAxis {

  private static final long serialVersionUID = 1L;

  private static final int MAX_TICKS = 11;
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  LinearAxis(String label) {
    super(label);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    return ticks(values(getLowerBound(), getUpperBound()), edge);
  }

  /** Returns ticks at values, with their labels outside of the chart. */
  static List<NumberTick> ticks(List<Double> values, RectangleEdge edge) {
    boolean isHorizontal = RectangleEdge.isTopOrBottom(edge);
    return values.stream()
        .map(
            value ->
                new NumberTick(
                    value,
                    ShortNumber.of(value),
                    isHorizontal ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT,
                    TextAnchor.CENTER,
                    0))
        .toList();
  }

  /** Returns the multiples of the smallest round number of which not too many are in a range. */
  static List<Double> values(double lower, double upper) {
    double power = Math.pow(10, Math.floor(Math.log10((upper - lower) / MAX_TICKS)));
    double step = 0;
    for (double round : ROUND) {
      step = round * power;
      if ((upper - lower) / step <= MAX_TICKS - 1) {
        break;
      }
    }
    List<Double> values = new ArrayList<>();
    for (long i = (long) Math.ceil(lower / step); i * step <= upper; i++) {
      values.add(i * step);
    }
    return values;
  }
}
