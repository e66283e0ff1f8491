package dev.highorder.mxnet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCacheTest {

  @TempDir private Path home;

  private String notice(Map<String, String> environment) {
    return KernelCache.notice(environment, home).orElse("none");
  }

  @Test
  void saysThatTheFirstRunTakesLonger() throws IOException {
    Path folder = home.resolve(".nv/ComputeCache");
    assertTrue(notice(Map.of()).contains("keeps them in " + folder), notice(Map.of()));
    Files.createDirectories(folder);
    assertTrue(notice(Map.of()).contains("the first time"), "empty");
  }

  @Test
  void saysNothingIfKernelsAreCached() throws IOException {
    Files.createDirectories(home.resolve(".nv/ComputeCache/0"));
    assertEquals(Optional.empty(), KernelCache.notice(Map.of(), home));
  }

  @Test
  void readsTheVariablesThatTheDriverReads() throws IOException {
    Files.createDirectories(home.resolve(".nv/ComputeCache/0"));
    Path other = home.resolve("other");
    assertTrue(notice(Map.of("CUDA_CACHE_PATH", other.toString())).contains("in " + other));
    assertTrue(notice(Map.of("CUDA_CACHE_DISABLE", "1")).contains("every process"));
  }
}
