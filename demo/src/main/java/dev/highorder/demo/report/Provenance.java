package dev.highorder.demo.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the numbers of a report come from.
 *
 * @param command the command that made it
 * @param values the machine, the versions, the data and the seeds, by their names
 */
public record Provenance(String command, Map<String, String> values) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Copies the values in their order. */
  public Provenance {
    values = new LinkedHashMap<>(values);
  }

  /**
   * Returns a provenance with what is known of this machine.
   *
   * @param more further values, such as the data
   */
  public static Provenance ofThisMachine(String command, Map<String, String> more) {
    Map<String, String> values = new LinkedHashMap<>(more);
    values.put(
        "machine",
        "%s, %s cores, %s %s"
            .formatted(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    values.put(
        "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    return new Provenance(command, values);
  }

  /** Linux names the CPU in a file; elsewhere its kind must do. */
  private static String processor() {
    try {
      return Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8).stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown CPU");
    } catch (IOException e) {
      return "unknown CPU";
    }
  }
}
