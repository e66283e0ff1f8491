package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** MXNet's library brings its own libjpeg, which must not get in the way of Java's. */
class NativeLibrariesTest {

  /** In a process of its own, whose first native library is MXNet's. */
  public static final class Jpeg {

    private Jpeg() {}

    /** Starts MXNet, then looks for Java's JPEG code; exits with 0 if it is there. */
    public static void main(String[] args) {
      Engines.start(Engines.MXNET, 1);
      System.exit(ImageIO.getImageWritersByFormatName("jpg").hasNext() ? 0 : 1);
    }
  }

  @Test
  void javaStillReadsJpegs() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classes, Jpeg.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertTrue(classes.contains(File.pathSeparator));
    assertEquals(0, process.waitFor());
  }
}
