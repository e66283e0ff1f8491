package dev.highorder.dataset.image;

import dev.highorder.image.Canvas;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A sheet of images in rows and columns, each above the name of its class.
 *
 * <p>Where Java has no fonts, as in small containers, the names are left out.
 */
public final class ContactSheet {

  private static final int GAP = 4;
  private static final int CAPTION_HEIGHT = 14;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

  private ContactSheet() {}

  /**
   * Draws the first images of each class in turn: with as many columns as classes, a column shows
   * one class.
   *
   * @param images the data set
   * @param rows the number of rows, at least 1
   * @param columns the number of columns, at least 1
   * @param scale the side of the square of sheet pixels that shows one image pixel; at least 1
   * @return the sheet; cells without an image stay white
   * @throws IllegalArgumentException if an argument is below 1
   * @throws IllegalStateException if the environment names a display that cannot be reached
   */
  public static BufferedImage draw(LabelledImages images, int rows, int columns, int scale) {
    if (rows < 1 || columns < 1 || scale < 1) {
      throw new IllegalArgumentException(
          "The contact sheet has %s rows, %s columns and the scale %s. Give at least 1 for each."
              .formatted(rows, columns, scale));
    }
    int width = images.width() * scale;
    int height = images.height() * scale;
    int columnWidth = width + GAP;
    int rowHeight = height + CAPTION_HEIGHT + GAP;
    BufferedImage sheet =
        new BufferedImage(
            Math.addExact(Math.multiplyExact(columns, columnWidth), GAP),
            Math.addExact(Math.multiplyExact(rows, rowHeight), GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.open(sheet);
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
      boolean captions = hasFonts(graphics);
      int count = (int) Math.min(images.size(), (long) rows * columns);
      LabelledImages shown = images.first(count);
      for (int i = 0; i < count; i++) {
        int x = GAP + i % columns * columnWidth;
        int y = GAP + i / columns * rowHeight;
        graphics.drawImage(shown.image(i), x, y, width, height, null);
        if (captions) {
          drawCaption(graphics, shown.classes().get(shown.label(i)), x, y + height, width);
        }
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private static void drawCaption(Graphics2D graphics, String name, int x, int y, int width) {
    FontMetrics metrics = graphics.getFontMetrics(FONT);
    Graphics2D clipped = (Graphics2D) graphics.create(x, y, width, CAPTION_HEIGHT);
    clipped.setFont(FONT);
    clipped.setColor(Color.BLACK);
    clipped.drawString(name, Math.max(0, (width - metrics.stringWidth(name)) / 2), 10);
    clipped.dispose();
  }

  /** Without fonts, Java throws errors of several kinds when one is first measured. */
  private static boolean hasFonts(Graphics2D graphics) {
    try {
      return graphics.getFontMetrics(FONT).stringWidth("font") > 0;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }
}
