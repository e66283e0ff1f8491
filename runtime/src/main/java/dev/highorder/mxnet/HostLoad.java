package dev.highorder.mxnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How busy the machine is, on Linux: the whole host, even in a container.
 *
 * @param pressure the percentage of the last ten seconds in which some thread waited for a core;
 *     empty where the kernel does not count it
 * @param runnable the mean number of threads that ran or waited for a core in the last minute
 * @param cores the cores of the host
 */
record HostLoad(OptionalDouble pressure, double runnable, int cores) {

  private static final Pattern SOME = Pattern.compile("some avg10=(\\d+\\.\\d+) ");
  private static final Pattern MEAN = Pattern.compile("(\\d+\\.\\d+) ");
  private static final double HIGH_PRESSURE = 50;

  /** Reads the load of this machine; none on systems other than Linux. */
  static HostLoad now() {
    return parse(
        read("/proc/pressure/cpu"), read("/proc/loadavg"), read("/proc/stat").lines().toList());
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) { // another system, or an older kernel
      return "";
    }
  }

  /** Parses the kernel's tables, which are empty if they are not there. */
  static HostLoad parse(String pressure, String loadavg, List<String> stat) {
    long cores = stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    return new HostLoad(
        number(SOME, pressure), number(MEAN, loadavg).orElse(0), (int) Math.max(1, cores));
  }

  private static OptionalDouble number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.lookingAt()
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
        : OptionalDouble.empty();
  }

  /**
   * Returns whether threads have to wait for cores. The load of the last minute is the worse
   * measure, since it still counts programs that have ended.
   */
  boolean isBusy() {
    return pressure.isPresent() ? pressure.getAsDouble() > HIGH_PRESSURE : runnable > cores;
  }
}
