package dev.highorder.mxnet;

import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;

/** The processors that MXNet's operators use. */
public final class MxNetThreads {

  /**
   * DJL 0.35 declares the call but offers no method for it. The native library is loaded once; this
   * is another handle to it.
   */
  private static final MxnetLibrary LIBRARY = LibUtils.loadLibrary();

  private MxNetThreads() {}

  /**
   * Sets the number of threads of every operator from now on. Left alone, MXNet takes half of the
   * processors unless the environment holds {@code OMP_NUM_THREADS}.
   *
   * @param threads at least 1
   * @throws IllegalStateException if MXNet refuses
   */
  public static void use(int threads) {
    if (LIBRARY.MXSetNumOMPThreads(threads) != 0) {
      throw new IllegalStateException(
          "MXNet does not take %d threads: %s".formatted(threads, LIBRARY.MXGetLastError()));
    }
  }
}
