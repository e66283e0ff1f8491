package dev.highorder.shapes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/**
 * A shape, one for each class, in alphabetical order.
 *
 * <p>No rotation makes one look like another: a diamond, for example, is missing because it is a
 * rotated square. Outlines fit into the circle of radius 1 around the origin.
 */
enum DrawnShape {
  ARROW(polygon(0, -1, 0.75, -0.1, 0.28, -0.1, 0.28, 0.95, -0.28, 0.95, -0.28, -0.1, -0.75, -0.1)),
  CIRCLE(disc(0, 0, 0.9)),
  CRESCENT(crescent()),
  CROSS(
      polygon(
          -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1,
          0.3, -1, -0.3, -0.3, -0.3)),
  HEART(heart()),
  HOURGLASS(polygon(-0.7, -0.9, 0.7, -0.9, 0.12, 0, 0.7, 0.9, -0.7, 0.9, -0.12, 0)),
  RING(ring()),
  SQUARE(new Rectangle2D.Double(-0.75, -0.75, 1.5, 1.5)),
  STAR(star()),
  TRIANGLE(polygon(0, -1, 0.87, 0.5, -0.87, 0.5));

  @SuppressWarnings("ImmutableEnumChecker") // AWT shapes are mutable, but this one is never shared.
  private final Shape outline;

  DrawnShape(Shape outline) {
    this.outline = outline;
  }

  /**
   * Returns the outline, moved, rotated and scaled.
   *
   * @param place maps the upright shape around the origin to the image
   */
  Shape at(AffineTransform place) {
    return place.createTransformedShape(outline);
  }

  /** Returns the name of the class, for example {@code heart}. */
  String className() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static Shape crescent() {
    Area crescent = new Area(disc(0, 0, 1));
    crescent.subtract(new Area(disc(0.5, 0, 0.8)));
    return crescent;
  }

  private static Shape ring() {
    Area ring = new Area(disc(0, 0, 0.95));
    ring.subtract(new Area(disc(0, 0, 0.52)));
    return ring;
  }

  private static Shape heart() {
    Path2D heart = new Path2D.Double();
    heart.moveTo(0, 0.95);
    heart.curveTo(-0.45, 0.5, -1, 0.15, -1, -0.35);
    heart.curveTo(-1, -0.95, -0.2, -1, 0, -0.4);
    heart.curveTo(0.2, -1, 1, -0.95, 1, -0.35);
    heart.curveTo(1, 0.15, 0.45, 0.5, 0, 0.95);
    heart.closePath();
    return heart;
  }

  private static Shape star() {
    double[] xy = new double[20];
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? 1 : 0.42;
      xy[2 * i] = radius * Math.sin(Math.PI * i / 5);
      xy[2 * i + 1] = -radius * Math.cos(Math.PI * i / 5);
    }
    return polygon(xy);
  }
}
