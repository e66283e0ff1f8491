package dev.highorder.demo.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A comparison of settings that are measured in turn, A B A B, so that a machine that becomes
 * slower or faster meanwhile affects all of them. Results are medians over the rounds, and ratios
 * of medians.
 *
 * @param <S> a setting
 * @param <M> what one measurement of a setting returns
 */
public final class Comparison<S, M> {

  private final int rounds;
  private final Measurer<S, M> measurer;
  private int warmUps;
  private Consumer<String> progress = line -> {};
  private final Map<S, List<M>> measurements = new LinkedHashMap<>();

  /**
   * Measures a setting once.
   *
   * @param <S> a setting
   * @param <M> what a measurement returns
   */
  @FunctionalInterface
  public interface Measurer<S, M> {

    /**
     * Measures.
     *
     * @throws IOException if the setting cannot be measured
     */
    M measure(S setting) throws IOException, InterruptedException;
  }

  /**
   * Creates a comparison.
   *
   * @param rounds how often each setting is measured, at least once
   * @param measurer measures one setting
   */
  public Comparison(int rounds, Measurer<S, M> measurer) {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "%s rounds measure nothing. Give at least 1.".formatted(rounds));
    }
    this.rounds = rounds;
    this.measurer = measurer;
  }

  /** Sets the number of rounds that come first and do not count; 0 unless set. */
  public Comparison<S, M> optWarmUps(int count) {
    warmUps = count;
    return this;
  }

  /** Sets the receiver of a line before each measurement; none unless set. */
  public Comparison<S, M> optProgress(Consumer<String> listener) {
    progress = listener;
    return this;
  }

  /**
   * Measures all settings, round after round.
   *
   * @param settings the settings in the order of a round; equal ones are measured once
   * @return this comparison
   */
  public Comparison<S, M> run(Collection<? extends S> settings)
      throws IOException, InterruptedException {
    measurements.clear();
    settings.forEach(setting -> measurements.put(setting, new ArrayList<>()));
    for (int round = 1 - warmUps; round <= rounds; round++) {
      for (Map.Entry<S, List<M>> entry : measurements.entrySet()) {
        if (round > 0) {
          progress.accept("round %s of %s: %s".formatted(round, rounds, entry.getKey()));
        }
        M measurement = measurer.measure(entry.getKey());
        if (round > 0) {
          entry.getValue().add(measurement);
        }
      }
    }
    return this;
  }

  /** Returns the measurement of the first round that counts. */
  public M first(S setting) {
    return all(setting).get(0);
  }

  /** Returns the median of a value over the rounds. */
  public double median(S setting, ToDoubleFunction<? super M> value) {
    return median(all(setting).stream().mapToDouble(value).toArray());
  }

  /** Returns the median of one setting relative to that of another. */
  public double ratio(S setting, S to, ToDoubleFunction<? super M> value) {
    return median(setting, value) / median(to, value);
  }

  private List<M> all(S setting) {
    List<M> all = measurements.get(setting);
    if (all == null) {
      throw new IllegalArgumentException(
          "%s was not measured. Name it when the comparison is run.".formatted(setting));
    }
    return all;
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
