package dev.highorder.dataset;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Opens an image for drawing, on machines without a display too. */
final class Canvas {

  private Canvas() {}

  /**
   * The graphics of an image; dispose of them after use.
   *
   * @throws IllegalStateException if Java insists on a display, which it does where the environment
   *     names one that cannot be reached
   */
  static Graphics2D open(BufferedImage image) {
    try {
      return image.createGraphics();
    } catch (AWTError | LinkageError e) {
      // The first attempt is an AWTError; later ones find a class that failed to initialise.
      throw new IllegalStateException(
          "Java cannot draw: it looks for a display that is not there. Start java with"
              + " -Djava.awt.headless=true, or unset the variable DISPLAY.",
          e);
    }
  }
}
