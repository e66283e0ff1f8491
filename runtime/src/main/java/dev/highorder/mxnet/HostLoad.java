package dev.highorder.mxnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The load of the machine, on Linux: that of the whole host, even in a container.
 *
 * @param runnable the mean number of threads that ran or waited for a core in the last minute
 * @param cores the cores of the host
 */
record HostLoad(double runnable, int cores) {

  /** The load of a machine of which nothing is known. */
  private static final HostLoad UNKNOWN = new HostLoad(0, 1);

  /** Reads the load of this machine; none on systems other than Linux. */
  static HostLoad now() {
    try {
      return parse(
          Files.readString(Path.of("/proc/loadavg")), Files.readAllLines(Path.of("/proc/stat")));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Parses the kernel's tables. */
  static HostLoad parse(String loadavg, List<String> stat) {
    long cores = stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    try {
      return new HostLoad(Double.parseDouble(loadavg.split(" ", 2)[0]), (int) Math.max(1, cores));
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** Returns whether more than half of the cores are in use. */
  boolean isBusy() {
    return runnable > cores / 2.0;
  }
}
