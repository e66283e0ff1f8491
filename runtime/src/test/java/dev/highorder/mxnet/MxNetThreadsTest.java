package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.Test;

/** What the C library's environment holds when MXNet is about to be loaded. */
class MxNetThreadsTest {

  private static String environment(String name) {
    return NativeLibrary.getProcess()
        .getFunction("getenv")
        .invokeString(new Object[] {name}, false);
  }

  @Test
  void theEnvironmentIsSetOnceAndKept() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getenv("OMP_NUM_THREADS") == null);

    MxNetThreads.prepare(Runtime.getRuntime().availableProcessors());
    String threads = environment("OMP_NUM_THREADS");

    assertTrue(Integer.parseInt(threads) > 0, threads);
    MxNetThreads.prepare(17);
    assertEquals(threads, environment("OMP_NUM_THREADS"), "what is there stays");
  }

  @Test
  void workAsideRunsElsewhereAndEndsThere() throws InterruptedException {
    Thread aside = MxNetThreads.aside(Thread::currentThread);
    aside.join();
    assertNotSame(Thread.currentThread(), aside);

    IllegalStateException refused = new IllegalStateException("as it was thrown");
    assertSame(
        refused,
        assertThrows(
            IllegalStateException.class,
            () ->
                MxNetThreads.aside(
                    () -> {
                      throw refused;
                    })));
  }
}
