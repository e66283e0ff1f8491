package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeHeapTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsFreedMemoryUnlessTheEnvironmentDecides() {
    assertTrue(NativeHeap.keepFreedMemory(Map.of()));
    assertFalse(NativeHeap.keepFreedMemory(Map.of("MALLOC_TRIM_THRESHOLD_", "131072")));
    assertFalse(NativeHeap.keepFreedMemory(Map.of("GLIBC_TUNABLES", "glibc.malloc.check=1")));
  }
}
