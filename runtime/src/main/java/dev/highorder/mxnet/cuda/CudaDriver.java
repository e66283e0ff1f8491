package dev.highorder.mxnet.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's NVIDIA driver, asked through its own library, libcuda, without a CUDA toolkit.
 *
 * @param state the state of the driver
 * @param detail the state as text
 * @param version the newest CUDA version that the driver supports, such as 11080 for 11.8; 0 if
 *     there is no driver
 * @param devices descriptions of the GPUs, in the order of their numbers
 */
public record CudaDriver(State state, String detail, int version, List<String> devices) {

  /**
   * The oldest usable version: MXNet's kernels are PTX 7.8, which drivers before 520 cannot
   * compile.
   */
  private static final int OLDEST = 11080;

  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int MAJOR = 75;
  private static final int MINOR = 76;
  private static final int NAME_BYTES = 256;

  /** The paths of libcuda: where the system finds it, in containers, and under WSL 2. */
  static final List<String> PLACES =
      List.of(
          "libcuda.so.1",
          "/usr/local/nvidia/lib64/libcuda.so.1",
          "/usr/lib/x86_64-linux-gnu/libcuda.so.1",
          "/usr/lib64/libcuda.so.1",
          "/usr/lib/wsl/lib/libcuda.so.1");

  /** Libraries that must stay loaded for MXNet; JNA closes those that nobody refers to. */
  private static final List<NativeLibrary> KEPT = new ArrayList<>();

  /** The state of a driver. */
  public enum State {
    /** There is no libcuda. */
    NO_DRIVER,
    /** There is a libcuda, but it is empty or does not start: a stub, or a broken installation. */
    NOT_WORKING,
    /** The driver works and sees no GPU. */
    NO_DEVICE,
    /** The driver is too old for MXNet's kernels. */
    TOO_OLD,
    /** There is at least one GPU to use. */
    READY
  }

  /** Copies the list. */
  public CudaDriver {
    devices = List.copyOf(devices);
  }

  /** Returns the driver of this machine. */
  static CudaDriver find() {
    return find(PLACES);
  }

  static CudaDriver find(List<String> places) {
    for (String place : places) {
      NativeLibrary library;
      try {
        library = NativeLibrary.getInstance(place);
      } catch (UnsatisfiedLinkError e) {
        continue;
      }
      KEPT.add(library);
      try {
        return ask(place, library);
      } catch (UnsatisfiedLinkError e) {
        return new CudaDriver(
            State.NOT_WORKING,
            "%s is not a driver: %s".formatted(place, e.getMessage()),
            0,
            List.of());
      }
    }
    return new CudaDriver(
        State.NO_DRIVER, "there is no libcuda.so.1, the NVIDIA driver's library", 0, List.of());
  }

  private static CudaDriver ask(String place, NativeLibrary library) {
    int code = library.getFunction("cuInit").invokeInt(new Object[] {0});
    if (code == NO_DEVICE) {
      return new CudaDriver(State.NO_DEVICE, "the driver sees no GPU", 0, List.of());
    }
    if (code != SUCCESS) {
      return new CudaDriver(
          State.NOT_WORKING, "%s does not start: error %s".formatted(place, code), 0, List.of());
    }
    int version = number(library.getFunction("cuDriverGetVersion"));
    int count = number(library.getFunction("cuDeviceGetCount"));
    List<String> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(device(library, i));
    }
    if (count == 0) {
      return new CudaDriver(State.NO_DEVICE, "the driver sees no GPU", version, devices);
    }
    if (version < OLDEST) {
      return new CudaDriver(
          State.TOO_OLD,
          "the driver supports CUDA %s, but MXNet's kernels need 11.8, that is driver 520 or newer"
              .formatted(text(version)),
          version,
          devices);
    }
    return new CudaDriver(
        State.READY, "the driver supports CUDA " + text(version), version, devices);
  }

  private static String device(NativeLibrary library, int number) {
    IntByReference handle = new IntByReference();
    require(library.getFunction("cuDeviceGet").invokeInt(new Object[] {handle, number}));
    try (Memory name = new Memory(NAME_BYTES)) {
      require(
          library
              .getFunction("cuDeviceGetName")
              .invokeInt(new Object[] {name, NAME_BYTES, handle.getValue()}));
      return "%s, compute capability %s.%s"
          .formatted(
              name.getString(0),
              attribute(library, MAJOR, handle.getValue()),
              attribute(library, MINOR, handle.getValue()));
    }
  }

  private static int attribute(NativeLibrary library, int attribute, int device) {
    IntByReference value = new IntByReference();
    require(
        library
            .getFunction("cuDeviceGetAttribute")
            .invokeInt(new Object[] {value, attribute, device}));
    return value.getValue();
  }

  private static int number(Function function) {
    IntByReference value = new IntByReference();
    require(function.invokeInt(new Object[] {value}));
    return value.getValue();
  }

  /** Treats an error after a successful start like a missing driver. */
  private static void require(int code) {
    if (code != SUCCESS) {
      throw new UnsatisfiedLinkError("error " + code);
    }
  }

  private static String text(int version) {
    return "%s.%s".formatted(version / 1000, version % 1000 / 10);
  }
}
