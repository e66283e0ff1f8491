package dev.highorder.demo.bench;

import dev.highorder.demo.bench.StackRun.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a process of its own measured.
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
    String line = ChildProcess.lastLine(StackRun.class, Map.of(), List.of(setting.arguments()));
    List<String> numbers = List.of(line.split(" ", -1));
    return new Measured(
        Double.parseDouble(numbers.get(0)), Double.parseDouble(numbers.get(1)) * 1024 / 1e6);
  }
}
