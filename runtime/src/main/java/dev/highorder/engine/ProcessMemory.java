package dev.highorder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of this process as the Linux kernel counts it, native memory included. */
public final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Returns the bytes that are resident now; empty on systems other than Linux. */
  public static OptionalLong residentBytes() {
    return bytes("VmRSS:");
  }

  /** Returns the peak of the resident bytes so far; empty on systems other than Linux. */
  public static OptionalLong peakBytes() {
    return bytes("VmHWM:");
  }

  private static OptionalLong bytes(String field) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
