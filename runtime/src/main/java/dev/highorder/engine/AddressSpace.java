package dev.highorder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The limit of a process's address space, as {@code ulimit -v} sets it.
 *
 * <p>A native library that reaches the limit ends the process without a word of Java, so it is
 * checked before one is loaded.
 */
final class AddressSpace {

  /** MXNet takes some 400 MB with a small network. */
  private static final long NEEDED = 512L << 20;

  private final List<String> limits;
  private final List<String> status;

  /**
   * Reads the kernel's tables.
   *
   * @param limits the lines of {@code /proc/self/limits}
   * @param status the lines of {@code /proc/self/status}
   */
  AddressSpace(List<String> limits, List<String> status) {
    this.limits = limits;
    this.status = status;
  }

  /**
   * Checks that an engine has room. Does nothing on systems other than Linux.
   *
   * @throws EngineUnavailableException if it has not
   */
  static void requireEnough() {
    List<String> limits;
    List<String> status;
    try {
      limits = Files.readAllLines(Path.of("/proc/self/limits"));
      status = Files.readAllLines(Path.of("/proc/self/status"));
    } catch (IOException e) {
      return;
    }
    new AddressSpace(limits, status)
        .shortage()
        .ifPresent(
            shortage -> {
              throw new EngineUnavailableException(shortage, null);
            });
  }

  /** Returns what is wrong and what to do; empty if there is room, or no limit. */
  Optional<String> shortage() {
    Optional<Long> limit = number(limits, "Max address space"); // absent if unlimited
    Optional<Long> used = number(status, "VmSize:").map(kilobytes -> kilobytes << 10);
    if (limit.isEmpty() || used.isEmpty() || limit.get() - used.get() >= NEEDED) {
      return Optional.empty();
    }
    return Optional.of(
        ("The address space of this process is limited to %s MB, of which Java uses %s MB. An engine"
                + " needs %s MB more. Raise the limit (ulimit -v), or let Java reserve less with"
                + " -Xmx, -XX:ReservedCodeCacheSize and -XX:CompressedClassSpaceSize.")
            .formatted(limit.get() >> 20, used.get() >> 20, NEEDED >> 20));
  }

  private static Optional<Long> number(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).strip().split("\\s+", -1)[0])
        .filter(word -> word.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .findFirst();
  }
}
