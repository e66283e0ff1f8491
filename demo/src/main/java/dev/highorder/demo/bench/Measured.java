package dev.highorder.demo.bench;

import dev.highorder.demo.bench.StackRun.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a process of its own measured: a process cannot forget its peak.
 *
 * @param millis the median time of a run
 * @param megabytes the peak of its resident memory, millions of bytes
 */
record Measured(double millis, double megabytes) {

  static double medianMegabytes(List<Measured> list) {
    return list.stream().mapToDouble(Measured::megabytes).sorted().toArray()[list.size() / 2];
  }

  static double medianMillis(List<Measured> list) {
    return list.stream().mapToDouble(Measured::millis).sorted().toArray()[list.size() / 2];
  }

  /** Starts a process and waits for it. */
  static Measured measure(Setting setting) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                StackRun.class.getName()));
    command.addAll(Arrays.asList(setting.arguments()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String last = "";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(setting + " ended with code " + process.exitValue());
    }
    List<String> numbers = List.of(last.split(" ", -1));
    return new Measured(
        Double.parseDouble(numbers.get(0)), Double.parseDouble(numbers.get(1)) * 1024 / 1e6);
  }
}
