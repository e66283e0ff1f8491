package dev.highorder.demo.bench.harness;

import dev.highorder.engine.ProcessMemory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One measurement of one setting.
 *
 * @param millis the median time of a run
 * @param peakBytes the peak of the resident memory of the process; 0 where the system does not
 *     report it
 * @param outputs the first numbers that the first run computed, to check that two settings compute
 *     the same
 */
public record Measurement(double millis, long peakBytes, List<Double> outputs) {

  private static final int OUTPUTS = 20;

  /** A run that is measured. */
  @FunctionalInterface
  public interface Run {

    /** Runs to the end, and returns the numbers that it computed. */
    float[] run();
  }

  /**
   * How long a setting is measured.
   *
   * @param warmUpSeconds the time of runs that do not count, at least one run; Java, too, compiles
   *     what runs often
   * @param seconds the time after which no further run is begun
   * @param minRuns the smallest number of runs that count
   * @param maxRuns the largest number of runs that count
   */
  public record Effort(double warmUpSeconds, double seconds, int minRuns, int maxRuns) {

    /** The effort for runs of milliseconds to seconds. */
    public static final Effort DEFAULT = new Effort(1.5, 3, 3, 501);
  }

  /** Copies the outputs. */
  public Measurement {
    outputs = List.copyOf(outputs);
  }

  /** Runs something again and again, and returns the median time. */
  public static Measurement of(Run run, Effort effort) {
    float[] first = run.run();
    long begin = System.nanoTime();
    do {
      run.run();
    } while (secondsSince(begin) < effort.warmUpSeconds());
    double[] times = new double[effort.maxRuns()];
    int runs = 0;
    double total = 0;
    while (runs < effort.minRuns() || (runs < effort.maxRuns() && total < effort.seconds())) {
      times[runs] = time(run);
      total += times[runs++];
    }
    return of(Comparison.median(Arrays.copyOf(times, runs)), first);
  }

  /** Runs something once. */
  public static Measurement once(Run run) {
    long start = System.nanoTime();
    float[] outputs = run.run();
    return of(secondsSince(start), outputs);
  }

  /** Returns the measurement of a process that runs nothing. */
  public static Measurement idle() {
    return of(0, new float[0]);
  }

  private static Measurement of(double seconds, float[] outputs) {
    List<Double> numbers =
        IntStream.range(0, Math.min(OUTPUTS, outputs.length))
            .mapToObj(i -> (double) outputs[i])
            .toList();
    return new Measurement(1000 * seconds, ProcessMemory.peakBytes().orElse(0), numbers);
  }

  private static double time(Run run) {
    long start = System.nanoTime();
    run.run();
    return secondsSince(start);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns the peak of resident memory in 10^6 bytes. */
  public double peakMegabytes() {
    return peakBytes / 1e6;
  }

  /**
   * Returns the largest difference of the outputs, relative to the largest output of the other
   * measurement; NaN if an output is not a number.
   *
   * @throws IllegalArgumentException if the numbers of outputs differ
   */
  public double difference(Measurement other) {
    if (outputs.size() != other.outputs.size()) {
      throw new IllegalArgumentException(
          "%s outputs cannot be compared with %s. Compare settings with the same batch and classes."
              .formatted(outputs.size(), other.outputs.size()));
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < outputs.size(); i++) {
      largest = Math.max(largest, Math.abs(other.outputs.get(i)));
      difference = Math.max(difference, Math.abs(outputs.get(i) - other.outputs.get(i)));
    }
    return difference == 0 ? 0 : difference / largest;
  }

  /** Parses what {@link #toString} returns. */
  public static Measurement parse(String line) {
    List<Double> numbers = Arrays.stream(line.strip().split(" ", -1)).map(Double::valueOf).toList();
    return new Measurement(
        numbers.get(0), numbers.get(1).longValue(), numbers.subList(2, numbers.size()));
  }

  /** Returns a line of numbers: milliseconds, bytes and outputs. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f %s ", millis, peakBytes)
        + outputs.stream()
            .map(n -> String.format(Locale.ROOT, "%.7e", n))
            .collect(Collectors.joining(" "));
  }
}
