package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {

  private static final BufferedImage IMAGE = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);

  @TempDir Path folder;

  private static String failure(Path file, Supplier<BufferedImage> drawing) {
    return assertThrows(IOException.class, () -> PngFile.write(file, drawing)).getMessage();
  }

  @Test
  void isReadAsItWasDrawn() throws IOException {
    Path file = folder.resolve("a.png");
    IMAGE.setRGB(3, 2, 0x123456);

    PngFile.write(file, () -> IMAGE);

    BufferedImage read = ImageIO.read(file.toFile());
    assertEquals(7, read.getWidth());
    assertEquals(0xff123456, read.getRGB(3, 2));
  }

  /** The error of a JDK 17 on a machine without fontconfig. */
  @Test
  void missingFontsAreNamed() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), new byte[] {1});

    String message =
        failure(
            file,
            () -> {
              throw new InternalError(
                  new InvocationTargetException(
                      new RuntimeException(
                          "Fontconfig head is null, check your fonts or fonts configuration")));
            });

    assertTrue(message.startsWith(file + " is not drawn: Fontconfig head is null"), message);
    assertTrue(message.contains("Install fontconfig"), message);
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file), "the older file stays");
  }

  @Test
  void anotherErrorHasAnotherRemedy() {
    String message =
        failure(
            folder.resolve("a.png"),
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });

    assertTrue(message.endsWith("a.png is not drawn: Java heap space."), message);
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("none/a.png");

    String message = failure(file, () -> IMAGE);

    assertEquals(
        "%s is not written: %s does not exist. Choose another file.".formatted(file, file),
        message);
  }
}
