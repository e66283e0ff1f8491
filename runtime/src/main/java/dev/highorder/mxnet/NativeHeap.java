package dev.highorder.mxnet;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * How the C library keeps the memory of tensors that were closed.
 *
 * <p>MXNet takes each tensor from {@code malloc} and gives it back with {@code free}. Left alone,
 * glibc asks the kernel for every large one and returns it at once, so that each new tensor is
 * paged in and zeroed again; from 32 MiB on that costs more than the network. Memory that was used
 * once now stays with the process, and its peak remains what it was.
 */
public final class NativeHeap {

  /** The parameters of {@code mallopt} (malloc.h). */
  private static final int TRIM_THRESHOLD = -1;

  private static final int TOP_PAD = -2;
  private static final int MMAP_MAX = -4;

  private static final int PAD_BYTES = 64 << 20;

  private NativeHeap() {}

  /**
   * Lets this process keep freed memory for the next tensor, on Linux with glibc; elsewhere, and
   * where the environment sets {@code MALLOC_...} or {@code GLIBC_TUNABLES}, nothing changes.
   *
   * @return whether it does
   */
  public static boolean keepFreedMemory() {
    return keepFreedMemory(System.getenv());
  }

  static boolean keepFreedMemory(Map<String, String> environment) {
    boolean isChosen =
        environment.keySet().stream()
            .anyMatch(name -> name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES"));
    if (isChosen || !System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    Function mallopt;
    try {
      NativeLibrary library = NativeLibrary.getProcess();
      library.getFunction("gnu_get_libc_version");
      mallopt = library.getFunction("mallopt");
    } catch (UnsatisfiedLinkError e) { // another C library
      return false;
    }
    return set(mallopt, MMAP_MAX, 0)
        && set(mallopt, TRIM_THRESHOLD, Integer.MAX_VALUE)
        && set(mallopt, TOP_PAD, PAD_BYTES);
  }

  private static boolean set(Function mallopt, int parameter, int value) {
    return mallopt.invokeInt(new Object[] {parameter, value}) == 1;
  }
}
