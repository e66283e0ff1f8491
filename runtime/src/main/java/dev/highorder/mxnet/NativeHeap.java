package dev.highorder.mxnet;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * The C library's policy for the memory of closed tensors.
 *
 * <p>MXNet allocates each tensor by {@code malloc} and frees it by {@code free}. By default, glibc
 * asks the kernel for every large block and returns it at once, so that each new tensor is paged in
 * and zeroed again; from 32 MiB on, that can take longer than the network. With this policy, glibc
 * keeps blocks of up to 64 MiB, the largest that it cuts from the heap of a thread. In return, the
 * process keeps the memory that it once used, and somewhat more, because each thread's heap has
 * gaps.
 */
public final class NativeHeap {

  /** Parameters of {@code mallopt}, from malloc.h. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int TOP_PAD = -2;
  private static final int MMAP_MAX = -4;

  private static final int PAD_BYTES = 64 << 20;

  /** The system property that, if it is {@code false}, leaves the C library as it is. */
  public static final String PROPERTY = "dev.highorder.keepFreedMemory";

  private NativeHeap() {}

  /**
   * Lets this process keep freed memory for the next tensor, on Linux with glibc. Elsewhere, where
   * the environment sets {@code MALLOC_...} or {@code GLIBC_TUNABLES}, and where the system
   * property {@value #PROPERTY} is {@code false}, nothing changes.
   *
   * @return whether the policy was set
   */
  public static boolean keepFreedMemory() {
    return keepFreedMemory(System.getenv());
  }

  static boolean keepFreedMemory(Map<String, String> environment) {
    boolean isChosen =
        environment.keySet().stream()
            .anyMatch(name -> name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES"));
    if (isChosen
        || "false".equals(System.getProperty(PROPERTY))
        || !System.getProperty("os.name").equals("Linux")) {
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

  /**
   * Returns unused memory to the kernel. Call it after work that leaves gaps and does not come
   * again. Does nothing except on Linux with glibc.
   */
  public static void giveBackGaps() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0});
    } catch (UnsatisfiedLinkError e) {
      // Another C library.
    }
  }

  private static boolean set(Function mallopt, int parameter, int value) {
    return mallopt.invokeInt(new Object[] {parameter, value}) == 1;
  }
}
