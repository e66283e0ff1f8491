package dev.highorder.mxnet;

import ai.djl.engine.EngineException;
import ai.djl.mxnet.jna.JnaUtils;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenMP, by which engines spread an operator over several cores: how many threads it has, and how
 * they wait.
 *
 * <p>OpenMP reads its environment once, when it is loaded together with an engine. So the variables
 * are set in this process before that, and only if the environment does not hold them already.
 */
public final class OpenMp {

  /**
   * The number of times that a thread looks for new work before it goes to sleep. GNU's own default
   * is 300,000, which is milliseconds.
   *
   * <p>The threads of an operator wait for each other at its end. If other processes use the cores,
   * the kernel may have suspended one of these threads for a whole time slice; the others spin
   * meanwhile, which keeps it suspended. MXNet becomes 10 to 100 times slower. If the threads do
   * not spin at all, the kernel has to wake them for every operator, which takes longer than a
   * small operator. 10,000 rounds are a few hundred microseconds: longer than most pauses between
   * two operators, and far less than a time slice. {@code bench busy} compares the choices.
   */
  static final int SPIN_COUNT = 10_000;

  /**
   * The same for a machine that is busy when the engine starts. It costs a quiet machine up to a
   * third of the speed of small operators, and makes a busy one up to three times faster.
   */
  static final int BUSY_SPIN_COUNT = 1_000;

  /**
   * The system property for another number of rounds, where 0 lets waiting threads sleep at once,
   * or {@value #UNCHANGED} for what OpenMP does by itself.
   */
  public static final String PROPERTY = "dev.highorder.spinCount";

  /** The value of {@value #PROPERTY} that leaves OpenMP as it is. */
  public static final String UNCHANGED = "unchanged";

  private static final Logger LOGGER = LoggerFactory.getLogger(OpenMp.class);

  private OpenMp() {}

  /**
   * Chooses how long waiting threads spin, for all engines that are loaded from now on. Does
   * nothing if the environment has {@code OMP_WAIT_POLICY} or {@code GOMP_SPINCOUNT}.
   *
   * @throws IllegalArgumentException if the system property {@value #PROPERTY} is neither a number
   *     nor {@value #UNCHANGED}
   */
  public static void prepareWaiting() {
    String count = System.getProperty(PROPERTY, Integer.toString(spinCount(HostLoad.now())));
    if (!count.matches("\\d{1,18}|" + UNCHANGED)) {
      throw new IllegalArgumentException(
          "The system property %s is '%s'. Set it to a number of rounds, or to %s."
              .formatted(PROPERTY, count, UNCHANGED));
    }
    if (count.equals(UNCHANGED) || System.getenv("OMP_WAIT_POLICY") != null) {
      return;
    }
    setUnlessThere("GOMP_SPINCOUNT", count);
  }

  /** Returns the number of rounds for a load. */
  static int spinCount(HostLoad load) {
    return load.isBusy() ? BUSY_SPIN_COUNT : SPIN_COUNT;
  }

  /**
   * Sets the number of threads of all operators. Left alone, MXNet takes half of the cores.
   *
   * @param threads at least 1
   */
  static void prepareThreads(int threads) {
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
      LOGGER.info("{} cannot be set from Java here. Set it to {} for speed.", name, value);
    }
  }

  /**
   * Sets the number of threads of MXNet's own operators from now on. Convolutions and
   * normalisations are oneDNN's, and keep the number that they had when MXNet was loaded.
   *
   * @param threads at least 1
   * @throws EngineException if MXNet refuses
   */
  static void use(int threads) {
    JnaUtils.checkCall(MxNetCalls.LIBRARY.MXSetNumOMPThreads(threads));
  }

  /**
   * Makes all OpenMP loops that the calling thread itself runs use this thread alone.
   *
   * <p>OpenMP keeps a team of threads for every thread that ever ran a loop, as long as that lives.
   * If teams have more threads than there are cores, all of them sleep between loops, however long
   * they are to spin. MXNet runs operators on threads of its own, but the thread that reads a
   * tensor converts it from oneDNN's layout, in a loop.
   */
  static void useNoTeamHere() {
    Library.Handler handler = (Library.Handler) Proxy.getInvocationHandler(MxNetCalls.LIBRARY);
    try {
      handler.getNativeLibrary().getFunction("omp_set_num_threads").invokeVoid(new Object[] {1});
    } catch (UnsatisfiedLinkError e) {
      LOGGER.debug("This MXNet has no OpenMP.", e);
    }
  }
}
