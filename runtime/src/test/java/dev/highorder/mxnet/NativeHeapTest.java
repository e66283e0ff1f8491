package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @Test
  @EnabledOnOs(OS.LINUX)
  void gapsAreGivenBack() throws IOException {
    assumeTrue(NativeHeap.keepFreedMemory(Map.of()), "glibc");
    List<Memory> blocks = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Memory block = new Memory(1 << 20);
      block.clear(); // pages count once they are written
      blocks.add(block);
    }
    Memory last = new Memory(1 << 20); // what lies behind a gap keeps it from shrinking by itself
    blocks.forEach(Memory::close);
    long before = residentBytes();
    NativeHeap.giveBackGaps();
    assertTrue(before - residentBytes() > 200 << 20, "of 400 MiB that were freed");
    last.close();
  }

  private static long residentBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}
