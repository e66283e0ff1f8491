package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.backend.Backend;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void startsMxNetWithoutCallingHome() {
    assertEquals(Engines.MXNET, Engines.start().getEngineName());
    assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
  }

  @Test
  void namesTheEnginesThatThereAre() {
    String message =
        assertThrows(EngineUnavailableException.class, () -> Engines.start("TensorFlow", 0))
            .getMessage();

    assertTrue(message.contains("TensorFlow") && message.contains("MXNet"), message);
  }

  @Test
  void mxNetIsCalledByAThreadOfItsOwn() {
    Backend backend = Engines.backend(Engines.start());

    assertEquals(Engines.MXNET, backend.engine());
    assertEquals("HighOrder MXNet", backend.call(() -> Thread.currentThread().getName()));
    assertTrue(backend.compiler(Device.cpu()).isPresent());
    assertTrue(backend.compiler(Device.gpu()).isPresent());
  }

  @Test
  void refusesNegativeThreads() {
    assertThrows(IllegalArgumentException.class, () -> Engines.start("", -1));
  }

  /** OpenMP ends the process if it cannot create all threads. */
  @Test
  void refusesThreadsBeyondTheCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    for (int threads : new int[] {100_000, Integer.MAX_VALUE, Engines.maxThreads() + 1}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Engines.start("", threads))
              .getMessage();
      assertTrue(message.contains("has " + cores + " cores"), message);
    }
    Engines.requireThreads("2,4", "many");
    Engines.requireThreads("1", Integer.toString(Engines.maxThreads()));
    assertRefused("OMP_NUM_THREADS", () -> Engines.requireThreads("100000", null));
    assertRefused("num_threads", () -> Engines.requireThreads(null, "9".repeat(40)));
  }

  private static void assertRefused(String name, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(name), message);
  }

  @Test
  void findsDevices() {
    Engine engine = Engines.start();

    assertEquals(Device.cpu(), Engines.device(engine, "cpu"));
    assertEquals(engine.defaultDevice(), Engines.device(engine, ""));
    assertThrows(IllegalArgumentException.class, () -> Engines.device(engine, "tpu"));
    String message =
        assertThrows(EngineUnavailableException.class, () -> Engines.device(engine, "gpu(9999)"))
            .getMessage();
    assertTrue(message.contains("no gpu(9999)"), message);
  }
}
