package dev.highorder.demo.cli.doctor;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Whether Java can draw text, which curves and confusion matrices need. */
public final class Drawing {

  private static final String ITEM = "drawing text";

  private Drawing() {}

  /** Draws a word into an image, without a display. */
  public static void examine(Findings findings) {
    examine(findings, Drawing::drawWord);
  }

  static void examine(Findings findings, Runnable drawing) {
    try {
      drawing.run();
      findings.value(ITEM, "works");
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) { // Java reports missing fonts by several kinds of errors
      findings.value(ITEM, "fails: " + root(e));
      findings.note(
          ITEM,
          "Java finds no fonts, so curves and confusion matrices are not drawn; training works."
              + " Install fontconfig and a font, such as the packages fontconfig and"
              + " fonts-dejavu-core.");
    }
  }

  private static void drawWord() {
    BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.drawString("word", 0, 12);
    } finally {
      graphics.dispose();
    }
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }
}
