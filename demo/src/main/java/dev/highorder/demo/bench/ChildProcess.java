package dev.highorder.demo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own for one measurement: a process forgets neither its peak nor its threads. */
final class ChildProcess {

  private ChildProcess() {}

  /**
   * Runs a program to its end.
   *
   * @param main its class, on the class path of this process
   * @param environment what its environment has besides
   * @return the last line that it printed
   * @throws IOException if it fails
   */
  static String lastLine(Class<?> main, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String last = "";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s %s ended with code %d; run it by hand to see why: %s"
              .formatted(
                  main.getSimpleName(),
                  String.join(" ", arguments),
                  process.exitValue(),
                  String.join(" ", command)));
    }
    return last;
  }
}
