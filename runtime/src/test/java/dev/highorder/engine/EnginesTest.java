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
    assertTrue(backend.compiler(Device.gpu()).isEmpty());
  }

  @Test
  void refusesNegativeThreads() {
    assertThrows(IllegalArgumentException.class, () -> Engines.start("", -1));
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
