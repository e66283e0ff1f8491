package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.util.OptionalDouble;
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

  @Test
  void threadsThatWaitSoonSleep() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getenv("OMP_WAIT_POLICY") == null);
    assumeTrue(System.getenv("GOMP_SPINCOUNT") == null);

    OpenMp.prepareWaiting();

    int count = Integer.parseInt(environment("GOMP_SPINCOUNT"));
    assertTrue(count == OpenMp.SPIN_COUNT || count == OpenMp.BUSY_SPIN_COUNT, count + " rounds");
  }

  @Test
  void threadsOfABusyMachineSleepSooner() {
    OptionalDouble unknown = OptionalDouble.empty();
    assertEquals(OpenMp.SPIN_COUNT, OpenMp.spinCount(new HostLoad(unknown, 1.9, 2)));
    assertEquals(OpenMp.BUSY_SPIN_COUNT, OpenMp.spinCount(new HostLoad(unknown, 2.1, 2)));
    assertEquals(OpenMp.SPIN_COUNT, OpenMp.spinCount(new HostLoad(unknown, 20, 64)));
  }

  @Test
  void refusesACountThatIsNoNumber() {
    System.setProperty(OpenMp.PROPERTY, "-3");
    try {
      String message =
          assertThrows(IllegalArgumentException.class, OpenMp::prepareWaiting).getMessage();
      assertTrue(message.contains("'-3'") && message.contains("unchanged"), message);
      System.setProperty(OpenMp.PROPERTY, OpenMp.UNCHANGED);
      assertDoesNotThrow(OpenMp::prepareWaiting);
    } finally {
      System.clearProperty(OpenMp.PROPERTY);
    }
  }
}
