package dev.highorder.demo.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own for one measurement: the peak of memory belongs to a process, and so do its
 * threads.
 */
public final class ChildProcess {

  private ChildProcess() {}

  /**
   * Runs a program to its end, with a Java heap of at most 512 MB.
   *
   * @param main its main class, on the class path of this process
   * @param environment variables that are added to its environment
   * @param arguments its arguments
   * @return the last line of its standard output
   * @throws IOException if it cannot be started, or exits with another code than 0
   */
  public static String lastLine(
      Class<?> main, Map<String, String> environment, List<String> arguments)
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
          "%s %s exited with code %s. To see why, run it by hand: %s"
              .formatted(
                  main.getSimpleName(),
                  String.join(" ", arguments),
                  process.exitValue(),
                  String.join(" ", command)));
    }
    return last;
  }
}
