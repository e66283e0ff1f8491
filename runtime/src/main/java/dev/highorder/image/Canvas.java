package dev.highorder.image;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The graphics of an image, also on machines without a display. */
public final class Canvas {

  private Canvas() {}

  /**
   * Opens an image for drawing.
   *
   * @param image the image to draw on
   * @return its graphics; dispose of them after use
   * @throws IllegalStateException if Java needs a display, which it does where the environment
   *     names one that cannot be reached
   */
  public static Graphics2D open(BufferedImage image) {
    try {
      return image.createGraphics();
    } catch (AWTError | LinkageError e) {
      // The first attempt is an AWTError; later ones find a class that failed to initialise.
      throw new IllegalStateException(
          "Java cannot draw, since the display that the environment names cannot be reached. Start java with -Djava.awt.headless=true, or unset the variable DISPLAY.",
          e);
    }
  }
}
