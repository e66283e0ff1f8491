package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** How MXNet's native library is found, and how it gets on with others of the process. */
class NativeLibrariesTest {

  /** In a process of its own, on a thread such as those of Spring Boot's executable jar. */
  public static final class StrangeThread {

    private StrangeThread() {}

    /** Starts MXNet on a thread whose context class loader sees Java alone. */
    public static void main(String[] args) {
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      System.exit(Engines.start().getEngineName().equals(Engines.MXNET) ? 0 : 1);
    }
  }

  /** In a process of its own, whose first native library is MXNet's. */
  public static final class Jpeg {

    private Jpeg() {}

    /** Starts MXNet, then looks for Java's JPEG code; exits with 0 if it is there. */
    public static void main(String[] args) {
      Engines.start(Engines.MXNET, 1);
      System.exit(ImageIO.getImageWritersByFormatName("jpg").hasNext() ? 0 : 1);
    }
  }

  /** MXNet's library brings a libjpeg, which must not get in the way of Java's. */
  @Test
  void javaStillReadsJpegs() throws IOException, InterruptedException {
    assertEquals(0, exitCode(Jpeg.class));
  }

  @Test
  void theContextClassLoaderNeedNotSeeMxNet() throws IOException, InterruptedException {
    assertEquals(0, exitCode(StrangeThread.class));
  }

  private static int exitCode(Class<?> main) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    assertTrue(classes.contains(File.pathSeparator));
    return new ProcessBuilder(java, "-cp", classes, main.getName())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
