package dev.highorder.mxnet;

import ai.djl.engine.EngineException;
import ai.djl.mxnet.jna.JnaUtils;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processors that MXNet's operators use.
 *
 * <p>Left alone, MXNet takes half of the processors. Its own call to change that reaches its own
 * operators, but neither oneDNN's convolutions nor its normalisations, which ask OpenMP; and OpenMP
 * asks the environment, once, when it is loaded. So the environment is set before.
 */
public final class MxNetThreads {

  private static final Logger LOGGER = LoggerFactory.getLogger(MxNetThreads.class);

  private MxNetThreads() {}

  /**
   * Sets what OpenMP reads when it is loaded with MXNet, {@code OMP_NUM_THREADS}, unless the
   * environment holds it already.
   *
   * @param threads at least 1
   */
  public static void prepare(int threads) {
    setUnlessThere("OMP_NUM_THREADS", Integer.toString(threads));
  }

  /** Java cannot change its environment, but the C library can. */
  private static void setUnlessThere(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    try {
      NativeLibrary.getProcess()
          .getFunction("setenv")
          .invokeInt(new Object[] {name, value, 0}); // 0: what is there stays
    } catch (UnsatisfiedLinkError e) {
      LOGGER.info("{} cannot be set from here; set it to {} for speed.", name, value);
    }
  }

  /**
   * Sets the number of threads of every operator from now on: of MXNet's own on all threads, of
   * oneDNN's on the calling one, and on others if MXNet runs operators there (see {@link #prepare})
   * what it was prepared with.
   *
   * @param threads at least 1
   * @throws EngineException if MXNet refuses
   */
  public static void use(int threads) {
    JnaUtils.checkCall(MxNetCalls.LIBRARY.MXSetNumOMPThreads(threads));
  }

  /**
   * Does work on a thread of its own, which ends with it, and waits for it.
   *
   * <p>Reading a tensor that lies in oneDNN's layout has OpenMP make a team of the reading thread,
   * for as long as that thread lives. Once there are more threads in teams than processors, they
   * all go to sleep after each operator instead of waiting a moment for the next one; and waking up
   * takes longer than a small operator. With 16 channels and one image that doubled the time.
   *
   * @param work what reads tensors; it must need no lock that the calling thread holds, so it is no
   *     user's code
   * @return what the work returns
   * @throws RuntimeException what the work throws
   */
  static <T> T aside(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(
              work, command -> new Thread(command, "highorder-aside").start())
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
