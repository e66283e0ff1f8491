package dev.highorder.demo.cli.output;

import dev.highorder.text.ForeignText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A drawing as a PNG file. */
public final class PngFile {

  private PngFile() {}

  /**
   * Draws an image and writes it. The file is opened when the image is complete, so that a failure
   * of the drawing leaves an older file as it is.
   *
   * @param drawing draws the image; whatever it throws, errors of Java's fonts included, becomes an
   *     {@code IOException}
   * @throws IOException if the image cannot be drawn or written. The message names the file, says
   *     what is wrong, then what to do
   */
  public static void write(Path file, Supplier<BufferedImage> drawing) throws IOException {
    byte[] png;
    try {
      png = encode(drawing.get());
    } catch (Throwable e) {
      throw new IOException(
          "%s is not drawn: %s.%s"
              .formatted(
                  ForeignText.show(file),
                  FailureText.ofInnermost(e),
                  FailureText.isMissingFonts(e)
                      ? " Java finds no fonts here. Install fontconfig and a font, such as the"
                          + " packages fontconfig and fonts-dejavu-core."
                      : ""),
          e);
    }
    try {
      Files.write(file, png);
    } catch (IOException e) {
      throw new IOException(
          "%s is not written: %s. Choose another file."
              .formatted(ForeignText.show(file), FailureText.of(e)),
          e);
    }
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Given a plain stream or a file, ImageIO would need a temporary file, or print a trace.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException("this Java has no writer of PNG files");
      }
    }
    return bytes.toByteArray();
  }
}
