package dev.highorder.mxnet;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.backend.Backend;
import dev.highorder.backend.EngineThread;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.mxnet.cuda.MxNetCuda;
import java.util.Optional;

/**
 * MXNet as this library uses it: called by one thread, with compiled networks on the CPU.
 *
 * <p>MXNet keeps several megabytes for every thread that ever called it, also after that has ended.
 * And several threads that run batch normalisations of one network at the same time may wait for
 * each other for ever, since MXNet queues an operator at one variable after the other that it
 * writes. An operator uses all cores anyway, so one thread loses little.
 */
public final class MxNetBackend implements Backend {

  /** MXNet's name in DJL. */
  public static final String NAME = "MXNet";

  private static final MxNetBackend INSTANCE = new MxNetBackend();

  private final EngineThread thread = new EngineThread("HighOrder MXNet");
  private final GraphCompiler cpuCompiler = new MxNetCompiler(this, false);
  private final GraphCompiler gpuCompiler = new MxNetCompiler(this, true);
  private boolean isStarted;
  private boolean areThreadsChosen = System.getenv("OMP_NUM_THREADS") != null;

  private MxNetBackend() {}

  /** Returns the backend; there is one for all of MXNet. */
  public static MxNetBackend get() {
    return INSTANCE;
  }

  /**
   * Starts MXNet, or sets the threads of a running one.
   *
   * @param threads the threads of an operator; 0 for what was chosen before, by a call of this
   *     method or by {@code OMP_NUM_THREADS}, and else for all cores
   * @throws RuntimeException if MXNet's native library does not load; or a linkage error
   */
  public Engine start(int threads) {
    return call(() -> startHere(threads));
  }

  private Engine startHere(int threads) {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    MxNetCuda.prepare();
    OpenMp.prepareThreads(count);
    OpenMp.prepareWaiting();
    Engine engine = Engine.getEngine(NAME);
    if (!isStarted) {
      isStarted = true;
      NativeHeap.keepFreedMemory();
    }
    if (threads > 0 || !areThreadsChosen) {
      areThreadsChosen = true;
      OpenMp.use(count);
    }
    // With NaiveEngine, operators run on this thread.
    if (!"NaiveEngine".equals(System.getenv("MXNET_ENGINE_TYPE"))) {
      OpenMp.useNoTeamHere();
    }
    return engine;
  }

  @Override
  public String engine() {
    return NAME;
  }

  @Override
  public boolean overwritesGradients() {
    return true;
  }

  @Override
  public boolean hasFusedSgd() {
    return true;
  }

  @Override
  public Optional<GraphCompiler> compiler(Device device) {
    return Optional.of(device.isGpu() ? gpuCompiler : cpuCompiler);
  }

  @Override
  public <T, E extends Exception> T call(Work<T, E> work) throws E {
    return thread.call(work);
  }

  @Override
  public boolean isOnOwnThread() {
    return thread.isCurrent();
  }
}
