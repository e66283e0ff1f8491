package dev.highorder.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine of which nothing special is known. */
class BackendTest {

  private final Backend backend = Backend.of("PyTorch");

  @Test
  void isCalledOnTheCallingThread() {
    assertSame(Thread.currentThread(), backend.call(Thread::currentThread));
    List<Thread> threads = new ArrayList<>();
    backend.run(() -> threads.add(Thread.currentThread()));
    assertEquals(List.of(Thread.currentThread()), threads);
    assertFalse(backend.isOnOwnThread());
    IOException thrown = new IOException("as it was thrown");
    assertSame(
        thrown,
        assertThrows(
            IOException.class,
            () ->
                backend.run(
                    () -> {
                      throw thrown;
                    })));
  }

  @Test
  void addsGradientsAndCompilesNothing() {
    assertEquals("PyTorch", backend.engine());
    assertFalse(backend.overwritesGradients());
    assertFalse(backend.hasFusedSgd());
    assertTrue(backend.compiler(Device.cpu()).isEmpty());
  }
}
