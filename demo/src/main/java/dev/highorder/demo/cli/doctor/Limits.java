package dev.highorder.demo.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limits of this process, as the Linux kernel lists them. */
public final class Limits {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern ADDRESS_SPACE = Pattern.compile("(?m)^Max address space +(\\d+) ");

  private Limits() {}

  /** Examines the limits; does nothing on systems other than Linux. */
  public static void examine(Findings findings) {
    try {
      examine(findings, Files.readString(LIMITS));
    } catch (IOException e) {
      findings.value("address space", "unknown");
    }
  }

  static void examine(Findings findings, String limits) {
    Matcher limit = ADDRESS_SPACE.matcher(limits);
    if (!limit.find()) {
      findings.value("address space", "not limited");
      return;
    }
    findings.value(
        "address space", "limited to %s MiB".formatted(Long.parseLong(limit.group(1)) >> 20));
    findings.note(
        "address space",
        "Java and MXNet reserve more addresses than they use memory. An engine does not start if too"
            + " few are left, and a process that runs out of them later ends without a message. Run"
            + " ulimit -v unlimited, and limit memory by -Xmx or by the container instead.");
  }
}
