package dev.highorder.mxnet.cuda;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which NVIDIA's driver keeps the kernels that it has compiled. MXNet's kernels have
 * machine code for the oldest GPUs only, so the driver compiles them when they are first used.
 */
final class KernelCache {

  private KernelCache() {}

  /**
   * Returns what a user should know before the first kernel runs; empty if kernels are cached.
   *
   * @param environment the variables that the driver reads
   * @param home the user's home directory
   */
  static Optional<String> notice(Map<String, String> environment, Path home) {
    if ("1".equals(environment.get("CUDA_CACHE_DISABLE"))) {
      return Optional.of(
          "CUDA_CACHE_DISABLE is 1, so the driver compiles MXNet's kernels in every process, which"
              + " takes minutes. Unset it.");
    }
    String chosen = environment.getOrDefault("CUDA_CACHE_PATH", "");
    Path folder = chosen.isEmpty() ? home.resolve(".nv/ComputeCache") : Path.of(chosen);
    return isFilled(folder)
        ? Optional.empty()
        : Optional.of(
            "The driver compiles MXNet's kernels when they are first used, which takes minutes the"
                + " first time. It keeps them in %s.".formatted(folder));
  }

  private static boolean isFilled(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (IOException e) { // missing, most likely
      return false;
    }
  }
}
