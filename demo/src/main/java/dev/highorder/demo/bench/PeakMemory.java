package dev.highorder.demo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has had resident so far, as the Linux kernel keeps count. */
public final class PeakMemory {

  private PeakMemory() {}

  /**
   * Returns it in units of 1,024 bytes.
   *
   * @throws IOException if there is no such count, on another system than Linux
   */
  public static long kilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IOException("/proc/self/status has no VmHWM"));
  }
}
