package dev.highorder.mxnet.cuda;

import ai.djl.util.Utils;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets DJL run MXNet on CUDA where the class path holds its CUDA library and the machine a driver
 * and a GPU. Everywhere else nothing is done, and MXNet runs on the CPU.
 *
 * <p>DJL by itself knows only a CUDA library of MXNet that is not on Maven Central, but it takes
 * any library that {@code MXNET_LIBRARY_PATH} names. So the library of the bytedeco project is
 * unpacked, its dependencies are loaded by full path, and then it is named there.
 */
public final class MxNetCuda {

  private static final Logger LOGGER = LoggerFactory.getLogger(MxNetCuda.class);
  private static final String LIBRARY_PATH = "MXNET_LIBRARY_PATH";
  private static final String FOLDER = "mxnet-1.9.1-cuda-11.8";

  /** Linux's RTLD_LAZY, and no RTLD_GLOBAL. */
  private static final Map<String, Object> LAZY = Map.of(Library.OPTION_OPEN_FLAGS, 1);

  /** Libraries that must stay loaded; JNA closes those that nobody refers to. */
  private static final List<NativeLibrary> KEPT = new ArrayList<>();

  private static Report report;

  /**
   * The result of the preparation.
   *
   * @param state how far it went
   * @param explanation the reason, as text
   * @param driver the state of the driver; empty if it was not asked
   * @param folder the folder of the libraries; empty if they were not unpacked
   */
  public record Report(
      State state, String explanation, Optional<CudaDriver> driver, Optional<Path> folder) {}

  /** How far a preparation went. */
  public enum State {
    /** The class path has no CUDA library: this is a build for CPUs. */
    NOT_BUILT_IN,
    /** The library was chosen elsewhere. */
    CHOSEN_ELSEWHERE,
    /** There is no GPU to use; MXNet runs on the CPU. */
    NO_GPU,
    /** The libraries could not be unpacked or loaded; MXNet runs on the CPU. */
    FAILED,
    /** MXNet runs on CUDA. */
    READY
  }

  private MxNetCuda() {}

  /** Prepares CUDA once per process. Call it before DJL loads MXNet. */
  public static synchronized Report prepare() {
    if (report == null) {
      report =
          new Preparation(
                  MxNetCuda.class.getClassLoader(),
                  cache(),
                  CudaDriver::find,
                  MxNetCuda::isMxNetLoaded)
              .run();
      switch (report.state()) {
        case NO_GPU, FAILED -> LOGGER.warn("MXNet runs on the CPU: {}.", report.explanation());
        case READY -> {
          LOGGER.info("MXNet runs on CUDA: {}", report.explanation());
          kernelNotice().ifPresent(LOGGER::info);
        }
        case NOT_BUILT_IN, CHOSEN_ELSEWHERE -> LOGGER.debug(report.explanation());
      }
    }
    return report;
  }

  /** Returns what a user should know before the first kernel runs; empty if kernels are cached. */
  public static Optional<String> kernelNotice() {
    return KernelCache.notice(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** Returns whether MXNet is in use already; then its library cannot be exchanged any more. */
  private static boolean isMxNetLoaded() {
    try {
      return Files.readString(Path.of("/proc/self/maps")).contains("libmxnet.so");
    } catch (IOException e) {
      return false; // not Linux, so there is no CUDA library either
    }
  }

  private static Path cache() {
    return Utils.getEngineCacheDir("mxnet").resolve(FOLDER);
  }

  /** One preparation; tests replace class path, folder and driver. */
  record Preparation(
      ClassLoader loader, Path folder, Supplier<CudaDriver> driver, BooleanSupplier isLoaded) {

    Report run() {
      String chosen = Utils.getEnvOrSystemProperty(LIBRARY_PATH);
      if (chosen != null) {
        return report(State.CHOSEN_ELSEWHERE, LIBRARY_PATH + " is " + chosen, Optional.empty());
      }
      if (CudaLibraries.MXNET.find(loader).isEmpty()) {
        return report(State.NOT_BUILT_IN, "no CUDA library is on the class path", Optional.empty());
      }
      if (!System.getProperty("os.name").equals("Linux")) {
        return report(State.NO_GPU, "MXNet's CUDA library is for Linux", Optional.empty());
      }
      if (isLoaded.getAsBoolean()) {
        return report(
            State.CHOSEN_ELSEWHERE,
            "DJL has started MXNet already; call Engines.start before anything else of DJL",
            Optional.empty());
      }
      if (folder.toString().contains(File.pathSeparator)) {
        return report(
            State.FAILED,
            "DJL takes no library from a path with '%s': %s".formatted(File.pathSeparator, folder),
            Optional.empty());
      }
      // The driver reads its environment when it starts. It compiles kernels when they are first
      // used, and caches them.
      setIfUnset("CUDA_MODULE_LOADING", "LAZY");
      setIfUnset("CUDA_CACHE_MAXSIZE", Long.toString(4L << 30));
      CudaDriver found = driver.get();
      if (found.state() != CudaDriver.State.READY) {
        return report(State.NO_GPU, found.detail(), Optional.of(found));
      }
      try {
        Path libraries = new UnpackedLibraries(folder, loader, LOGGER::info).get();
        load(libraries);
        System.setProperty(LIBRARY_PATH, libraries.resolve(CudaLibraries.MXNET.name()).toString());
        return new Report(
            State.READY,
            "%s, libraries in %s".formatted(found.detail(), libraries),
            Optional.of(found),
            Optional.of(libraries));
      } catch (UnsatisfiedLinkError e) {
        return report(State.FAILED, e.getMessage(), Optional.of(found));
      } catch (IOException | RuntimeException e) { // the message may be nothing but a path
        return report(State.FAILED, e.toString(), Optional.of(found));
      }
    }

    private static Report report(State state, String why, Optional<CudaDriver> driver) {
      return new Report(state, why, driver, Optional.empty());
    }

    private static void load(Path libraries) {
      NativeLibrary.addSearchPath("cudart", libraries.toString());
      for (CudaLibraries.Library library : CudaLibraries.LOADED) {
        NativeLibrary loaded = open(libraries.resolve(library.name()));
        KEPT.add(loaded);
        if (library.equals(CudaLibraries.RUNTIME)) {
          requireDevices(loaded);
        }
      }
    }

    private static NativeLibrary open(Path file) {
      try {
        return NativeLibrary.getInstance(file.toString(), LAZY);
      } catch (UnsatisfiedLinkError e) {
        throw new UnsatisfiedLinkError(
            "%s does not load: %s".formatted(file, e.getMessage().lines().findFirst().orElse("")));
      }
    }

    /** Fails before MXNet is chosen if the CUDA runtime does not accept the driver. */
    private static void requireDevices(NativeLibrary runtime) {
      IntByReference count = new IntByReference();
      int code = runtime.getFunction("cudaGetDeviceCount").invokeInt(new Object[] {count});
      if (code != 0 || count.getValue() == 0) {
        throw new UnsatisfiedLinkError(
            "the CUDA runtime counts %s GPUs, error %s".formatted(count.getValue(), code));
      }
    }

    private static void setIfUnset(String name, String value) {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 0});
    }
  }
}
