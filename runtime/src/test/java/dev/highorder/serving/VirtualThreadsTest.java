package dev.highorder.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Virtual threads that wait for answers leave their carrier. It needs Java 21 or newer: the one
 * that runs the tests, or that of the environment variable {@code VIRTUAL_THREADS_JAVA_HOME}.
 */
@Timeout(120)
class VirtualThreadsTest {

  private static final int FIRST = 21;

  @TempDir Path folder;

  private static String home() {
    String other = System.getenv("VIRTUAL_THREADS_JAVA_HOME");
    return other == null ? System.getProperty("java.home") : other;
  }

  @Test
  void oneCarrierIsEnough() throws Exception {
    assumeTrue(
        System.getenv("VIRTUAL_THREADS_JAVA_HOME") != null || Runtime.version().feature() >= FIRST,
        "needs Java 21");
    Process process =
        new ProcessBuilder(
                Path.of(home(), "bin", "java").toString(),
                "-Xmx256m",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ManyVirtualThreads.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> words =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("RESULT"))
            .map(line -> List.of(line.split(" ", -1)))
            .findFirst()
            .orElseThrow();
    assertEquals(0, process.waitFor());
    // At most 16 are in the batch that waits for the engine; a pinned carrier would serve one.
    assertTrue(Integer.parseInt(words.get(1)) >= 168, "waiting at once: " + words.get(1));
    assertEquals("200", words.get(2));
  }
}
