package dev.highorder.demo.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;

/** A logarithmic axis with labels at round numbers, as few or as many as there is room for. */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1L;

  private static final int MAX_TICKS = 9;
  private static final int MIN_TICKS = 3;

  /** The multiples of powers of ten that get a label, from few to many. */
  private static final double[][] MULTIPLES = {
    {1},
    {1, 3},
    {1, 2, 5},
    {1, 1.5, 2, 3, 4, 5, 6, 8},
    {
      1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9,
      9.5
    }
  };

  DecadeAxis(String label) {
    super(label);
    setBase(10);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    return LinearAxis.ticks(values(), edge);
  }

  /** Returns the values with a label: every so many powers of ten, or multiples of them. */
  private List<Double> values() {
    int decades = (int) Math.ceil(Math.log10(getUpperBound() / getLowerBound()));
    int stride = Math.max(1, (decades + MAX_TICKS - 1) / MAX_TICKS);
    List<Double> best = multiples(MULTIPLES[0], stride);
    for (double[] multiples : MULTIPLES) {
      List<Double> more = multiples(multiples, stride);
      if (more.size() > MAX_TICKS || best.size() >= 2 * MIN_TICKS) {
        return best;
      }
      best = more;
    }
    return best;
  }

  private List<Double> multiples(double[] multiples, int stride) {
    List<Double> values = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(getLowerBound())), stride) * stride;
    for (int power = first; Math.pow(10, power) <= getUpperBound(); power += stride) {
      for (double multiple : multiples) {
        double value = multiple * Math.pow(10, power);
        if (value >= getLowerBound() && value <= getUpperBound()) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
