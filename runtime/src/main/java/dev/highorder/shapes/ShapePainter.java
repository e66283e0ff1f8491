package dev.highorder.shapes;

import dev.highorder.image.Canvas;
import dev.highorder.image.RgbImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A painter of one image of a shape, with random colours, position, rotation, obstacle and noise.
 */
final class ShapePainter {

  /**
   * The largest rotation. With any rotation, and with dark shapes on light ground too, a small
   * network needs several times as long to learn the classes: too long for a first trial.
   */
  private static final double MAX_ROTATION = Math.toRadians(30);

  /** The largest brightness of the background, 0 to 255. */
  private static final double MAX_BACKGROUND = 128;

  /** The smallest difference in brightness of shape and background. */
  private static final double MIN_CONTRAST = 80;

  /** The largest difference in brightness of the ends of the background and its middle. */
  private static final int MAX_SHADE = 25;

  private static final double MAX_NOISE = 12;

  private final int size;
  private final Random random;

  ShapePainter(int size, Random random) {
    this.size = size;
    this.random = random;
  }

  /** Returns an image of a shape, as {@code (3, size, size)} unsigned bytes. */
  byte[] paint(DrawnShape shape) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.open(image);
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      paint(shape, graphics);
    } finally {
      graphics.dispose();
    }
    byte[] pixels = RgbImage.of(image).pixels();
    addNoise(pixels);
    return pixels;
  }

  private void paint(DrawnShape shape, Graphics2D graphics) {
    Color background = darkColour();
    paintBackground(graphics, background);

    double radius = size * between(0.3, 0.43);
    double room = size / 2.0 - radius;
    AffineTransform place = new AffineTransform();
    place.translate(size / 2.0 + between(-room, room), size / 2.0 + between(-room, room));
    place.rotate(between(-MAX_ROTATION, MAX_ROTATION));
    place.scale(radius, radius);
    graphics.setColor(lighterThan(background));
    graphics.fill(shape.at(place));

    if (random.nextBoolean()) {
      graphics.setColor(colour());
      graphics.fill(place.createTransformedShape(obstacle()));
    }
  }

  private void paintBackground(Graphics2D graphics, Color colour) {
    int shade = random.nextInt(MAX_SHADE);
    double angle = between(0, 2 * Math.PI);
    float dx = (float) (size / 2.0 * Math.cos(angle));
    float dy = (float) (size / 2.0 * Math.sin(angle));
    float middle = size / 2f;
    graphics.setPaint(
        new GradientPaint(
            middle - dx,
            middle - dy,
            brighter(colour, -shade),
            middle + dx,
            middle + dy,
            brighter(colour, shade)));
    graphics.fillRect(0, 0, size, size);
  }

  /** Returns a bar or a disc that hides a part of the shape but leaves it recognisable. */
  private Shape obstacle() {
    double angle = between(0, 2 * Math.PI);
    double distance = between(0.3, 0.9);
    AffineTransform rotation = AffineTransform.getRotateInstance(angle);
    if (random.nextBoolean()) {
      Shape line = new Line2D.Double(distance, -4, distance, 4);
      Shape bar =
          new BasicStroke((float) between(0.12, 0.25), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
              .createStrokedShape(line);
      return rotation.createTransformedShape(bar);
    }
    double radius = between(0.15, 0.35);
    Shape disc = new Ellipse2D.Double(distance - radius, -radius, 2 * radius, 2 * radius);
    return rotation.createTransformedShape(disc);
  }

  private void addNoise(byte[] pixels) {
    double deviation = between(0, MAX_NOISE);
    for (int i = 0; i < pixels.length; i++) {
      long level = Math.round((pixels[i] & 0xff) + deviation * random.nextGaussian());
      pixels[i] = (byte) clamp((int) level);
    }
  }

  private Color colour() {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private Color darkColour() {
    Color colour;
    do {
      colour = colour();
    } while (brightness(colour) > MAX_BACKGROUND);
    return colour;
  }

  /** Returns a clearly brighter colour, so that the shape can be seen in grey as well. */
  private Color lighterThan(Color dark) {
    Color colour;
    do {
      colour = colour();
    } while (brightness(colour) < brightness(dark) + MIN_CONTRAST);
    return colour;
  }

  private static double brightness(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
  }

  private static Color brighter(Color colour, int levels) {
    return new Color(
        clamp(colour.getRed() + levels),
        clamp(colour.getGreen() + levels),
        clamp(colour.getBlue() + levels));
  }

  private static int clamp(int level) {
    return Math.max(0, Math.min(255, level));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
