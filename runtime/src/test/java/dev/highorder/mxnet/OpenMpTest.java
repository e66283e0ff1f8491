package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.Test;

class OpenMpTest {

  private static String environment(String name) {
    return NativeLibrary.getProcess()
        .getFunction("getenv")
        .invokeString(new Object[] {name}, false);
  }

  @Test
  void theEnvironmentIsSetOnceAndKept() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getenv("OMP_NUM_THREADS") == null);

    OpenMp.prepareThreads(Runtime.getRuntime().availableProcessors());
    String threads = environment("OMP_NUM_THREADS");

    assertTrue(Integer.parseInt(threads) > 0, threads);
    OpenMp.prepareThreads(17);
    assertEquals(threads, environment("OMP_NUM_THREADS"), "what is there stays");
  }
}
