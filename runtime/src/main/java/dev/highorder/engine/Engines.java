package dev.highorder.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.mxnet.MxNetThreads;
import dev.highorder.mxnet.NativeHeap;
import dev.highorder.mxnet.cuda.MxNetCuda;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Starts DJL's engines.
 *
 * <p>Start an engine here before anything else of DJL is used: DJL reports its use to Amazon when
 * it is first touched on a machine of theirs, unless it is told not to. We tell it.
 */
public final class Engines {

  /** MXNet's name in DJL. */
  public static final String MXNET = "MXNet";

  /** PyTorch's name in DJL. */
  public static final String PYTORCH = "PyTorch";

  private static final String OPT_OUT = "OPT_OUT_TRACKING";
  private static final String PYTORCH_THREADS = "ai.djl.pytorch.num_threads";

  /** Whether MXNet's threads were set here, which a later start of the default must not undo. */
  private static final AtomicBoolean THREADS_SET = new AtomicBoolean();

  /** Whether the C library was told to keep freed memory. */
  private static final AtomicBoolean HEAP_SET = new AtomicBoolean();

  private static final ReentrantLock TURN = new ReentrantLock(true);

  private Engines() {}

  /**
   * Starts the default engine, which is MXNet where that is on the class path, with all processors
   * unless its threads were set before.
   *
   * @throws EngineUnavailableException if there is no engine or its native library does not load
   */
  public static Engine start() {
    return start("", 0);
  }

  /**
   * Starts an engine, or sets the threads of one that runs.
   *
   * @param name {@value #MXNET}, {@value #PYTORCH} or another DJL engine; empty for the default
   * @param threads the threads of an operator; 0 for what was set before, by a call of this method
   *     or by the environment variable {@code OMP_NUM_THREADS}, and else for all processors.
   *     Convolutions, and all of PyTorch, take only what the engine is first started with
   * @throws EngineUnavailableException if there is no such engine or its native library does not
   *     load
   * @throws IllegalArgumentException if {@code threads} is negative
   */
  public static Engine start(String name, int threads) {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "threads must be 1 or more, or 0 for the default; not " + threads);
    }
    int processors = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    if (System.getProperty(OPT_OUT) == null) {
      System.setProperty(OPT_OUT, "true");
    }
    if (System.getProperty(PYTORCH_THREADS) == null) {
      System.setProperty(PYTORCH_THREADS, Integer.toString(processors));
    }
    String chosen = name.isEmpty() ? defaultName() : name;
    if (chosen.equals(MXNET) && Engine.getAllEngines().contains(MXNET)) {
      MxNetCuda.prepare();
      MxNetThreads.prepare(processors);
    }
    Engine engine = load(chosen);
    if (engine.getEngineName().equals(MXNET) && HEAP_SET.compareAndSet(false, true)) {
      NativeHeap.keepFreedMemory();
    }
    boolean isSet = THREADS_SET.get() || System.getenv("OMP_NUM_THREADS") != null;
    if (engine.getEngineName().equals(MXNET) && (threads > 0 || !isSet)) {
      MxNetThreads.use(processors);
      THREADS_SET.set(true);
    }
    return engine;
  }

  /**
   * Finds a device.
   *
   * @param engine the engine that is to use it
   * @param name {@code cpu}, {@code gpu(0)}, or empty for the engine's choice
   * @throws EngineUnavailableException if the engine sees no such device
   * @throws IllegalArgumentException if the name is not a device's
   */
  public static Device device(Engine engine, String name) {
    if (name.isEmpty()) {
      return engine.defaultDevice();
    }
    if (!name.matches("cpu|gpu\\(\\d{1,4}\\)")) {
      throw new IllegalArgumentException("'" + name + "' is not a device; write cpu or gpu(0)");
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    int number = Integer.parseInt(name.substring("gpu(".length(), name.length() - 1));
    if (number >= engine.getGpuCount()) {
      throw new EngineUnavailableException(
          "%s sees %d GPUs, so there is no %s%s. Use cpu, or see what doctor says."
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

  /**
   * Runs work that submits operators to an engine; on MXNet, one thread after another.
   *
   * <p>Several threads that submitted batch normalisations of one network were seen to wait for
   * ever, with MXNet's own workers idle. Most likely the cause is that MXNet queues an operator at
   * each variable that it writes, one after the other, so that two threads can queue at mean and
   * variance in opposite orders. An operator uses all processors anyway: little is lost by taking
   * turns.
   *
   * @param engine the engine's name
   * @param work what submits operators, and reads what they give
   */
  public static <T> T inTurn(String engine, Supplier<T> work) {
    if (!engine.equals(MXNET)) {
      return work.get();
    }
    TURN.lock();
    try {
      return work.get();
    } finally {
      TURN.unlock();
    }
  }

  /** As {@link #inTurn(String, Supplier)}, for work that gives nothing back. */
  public static void inTurn(String engine, Runnable work) {
    inTurn(
        engine,
        () -> {
          work.run();
          return null;
        });
  }

  private static String defaultName() {
    Set<String> engines = Engine.getAllEngines();
    if (engines.isEmpty()) {
      throw new EngineUnavailableException(
          "No DJL engine is on the class path. Add ai.djl.mxnet:mxnet-engine and its native library,"
              + " ai.djl.mxnet:mxnet-native-mkl.",
          null);
    }
    return engines.contains(MXNET) ? MXNET : Engine.getDefaultEngineName();
  }

  private static Engine load(String name) {
    Set<String> engines = Engine.getAllEngines();
    if (!engines.contains(name)) {
      throw new EngineUnavailableException(
          "The engine %s is not on the class path; there are: %s."
              .formatted(name, new TreeSet<>(engines)),
          null);
    }
    try {
      return Engine.getEngine(name);
    } catch (RuntimeException | LinkageError e) {
      throw new EngineUnavailableException(
          "The engine %s does not start on %s %s: %s. Add its native library for this platform."
              .formatted(
                  name,
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  e.getMessage()),
          e);
    }
  }
}
