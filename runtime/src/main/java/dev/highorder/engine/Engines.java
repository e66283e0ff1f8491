package dev.highorder.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.backend.Backend;
import dev.highorder.mxnet.MxNetBackend;
import dev.highorder.mxnet.OpenMp;
import dev.highorder.mxnet.cuda.MxNetCuda;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Starts DJL's engines, and returns the backend of each.
 *
 * <p>Start an engine here before you use anything else of DJL: DJL reports its first use on a
 * machine of Amazon's to Amazon, unless a property forbids it, which this class sets.
 */
public final class Engines {

  /** MXNet's name in DJL. */
  public static final String MXNET = MxNetBackend.NAME;

  /** PyTorch's name in DJL. */
  public static final String PYTORCH = "PyTorch";

  private static final String OPT_OUT = "OPT_OUT_TRACKING";
  private static final String PYTORCH_THREADS = "ai.djl.pytorch.num_threads";

  private static final int MAX_THREADS_PER_CORE = 16;
  private static final String NUMBER = "\\d{1,100}";
  private static final String OMP_THREADS = "OMP_NUM_THREADS";

  /** Whether an engine runs in this process; the next one needs little more. */
  private static volatile boolean isStarted;

  private Engines() {}

  /**
   * Starts the default engine, which is MXNet if it is on the class path, with all cores unless its
   * threads were chosen before.
   *
   * @throws EngineUnavailableException if there is no engine or its native library does not load
   */
  public static Engine start() {
    return start("", 0);
  }

  /**
   * Returns the largest number of threads of an operator that an engine is started with: 16 for
   * each core. Native libraries end the process where they cannot create all threads.
   */
  public static int maxThreads() {
    return MAX_THREADS_PER_CORE * Runtime.getRuntime().availableProcessors();
  }

  /** Forbids DJL to report its use, unless the property of it was set before. */
  public static void forbidReports() {
    if (System.getProperty(OPT_OUT) == null) {
      System.setProperty(OPT_OUT, "true");
    }
  }

  /**
   * Starts an engine, or sets the threads of a running one.
   *
   * <p>Threads of an operator that wait for each other soon go to sleep, so that the engine stays
   * fast on a machine that others use too; see {@link OpenMp#PROPERTY}.
   *
   * @param name {@value #MXNET}, {@value #PYTORCH} or another DJL engine; empty for the default
   * @param threads the threads of an operator; 0 for the number that was chosen before, by a call
   *     of this method or by the environment variable {@code OMP_NUM_THREADS}, and otherwise for
   *     all cores. Convolutions, and all of PyTorch, keep the number with which the engine first
   *     started
   * @throws EngineUnavailableException if there is no such engine or its native library does not
   *     load
   * @throws IllegalArgumentException if {@code threads}, or the environment variable {@code
   *     OMP_NUM_THREADS}, is negative or more than {@link #maxThreads}, or a system property has a
   *     value that it cannot have
   */
  public static Engine start(String name, int threads) {
    requireThreads("The number of threads", threads);
    requireThreads(System.getenv(OMP_THREADS), System.getProperty(PYTORCH_THREADS));
    int cores = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    forbidReports();
    if (System.getProperty(PYTORCH_THREADS) == null) {
      System.setProperty(PYTORCH_THREADS, Integer.toString(cores));
    }
    if (!isStarted) {
      AddressSpace.requireEnough();
      TemporaryDirectory.requireWritable();
    }
    Engine engine = EngineProviders.inContext(() -> startInContext(name, threads));
    isStarted = true;
    return engine;
  }

  /** Checks what the user set outside Java, in the forms in which it is one number. */
  static void requireThreads(String variable, String property) {
    if (variable != null && variable.matches(NUMBER)) {
      requireThreads("The environment variable " + OMP_THREADS, parse(variable));
    }
    if (property != null && property.matches(NUMBER)) {
      requireThreads("The system property " + PYTORCH_THREADS, parse(property));
    }
  }

  /** Returns a number that is too large for an int as the largest int, which is refused too. */
  private static int parse(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }

  private static void requireThreads(String what, int threads) {
    if (threads < 0 || threads > maxThreads()) {
      throw new IllegalArgumentException(
          "%s is %s, and this machine has %s cores. Give 1 to %s, or 0 for the default."
              .formatted(what, threads, Runtime.getRuntime().availableProcessors(), maxThreads()));
    }
  }

  private static Engine startInContext(String name, int threads) {
    Set<String> engines = EngineProviders.names();
    String chosen = name.isEmpty() ? defaultName(engines) : name;
    requireOnClassPath(chosen, engines);
    try {
      OpenMp.prepareWaiting();
      return chosen.equals(MXNET) ? MxNetBackend.get().start(threads) : Engine.getEngine(chosen);
    } catch (IllegalArgumentException e) { // about a setting
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new StartFailure(chosen, e).exception();
    }
  }

  /**
   * Returns the backend of an engine. All work that creates, reads or closes arrays goes through
   * its {@link Backend#call} or {@link Backend#run}.
   */
  public static Backend backend(Engine engine) {
    String name = engine.getEngineName();
    return name.equals(MXNET) ? MxNetBackend.get() : Backend.of(name);
  }

  /**
   * Returns a device.
   *
   * @param engine the engine that will use it
   * @param name {@code cpu}, {@code gpu(0)}, or empty for the engine's choice
   * @throws EngineUnavailableException if the engine sees no such device
   * @throws IllegalArgumentException if the name is not the name of a device
   */
  public static Device device(Engine engine, String name) {
    if (name.isEmpty()) {
      return engine.defaultDevice();
    }
    if (!name.matches("cpu|gpu\\(\\d{1,4}\\)")) {
      throw new IllegalArgumentException(
          "'%s' is not a device. Write cpu or gpu(0).".formatted(name));
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    int number = Integer.parseInt(name.substring("gpu(".length(), name.length() - 1));
    if (number >= engine.getGpuCount()) {
      throw new EngineUnavailableException(
          "%s sees %s GPUs, so there is no %s%s. Use cpu, or see what doctor says."
              .formatted(
                  engine.getEngineName(),
                  engine.getGpuCount(),
                  name,
                  engine.getEngineName().equals(MXNET)
                      ? ": " + MxNetCuda.prepare().explanation()
                      : ""),
          null);
    }
    return Device.gpu(number);
  }

  private static String defaultName(Set<String> engines) {
    if (engines.isEmpty()) {
      throw new EngineUnavailableException(
          "No DJL engine is on the class path. Add ai.djl.mxnet:mxnet-engine and its native library,"
              + " ai.djl.mxnet:mxnet-native-mkl.",
          null);
    }
    return engines.contains(MXNET)
        ? MXNET
        : Optional.ofNullable(Engine.getDefaultEngineName())
            .orElseGet(() -> engines.iterator().next());
  }

  private static void requireOnClassPath(String name, Set<String> engines) {
    if (!engines.contains(name)) {
      throw new EngineUnavailableException(
          "The engine %s is not on the class path, which has: %s. Add it, or choose one of these."
              .formatted(name, new TreeSet<>(engines)),
          null);
    }
  }
}
