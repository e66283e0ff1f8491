package dev.highorder.demo.experiment.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The result of one run: of one arm with one seed.
 *
 * @param isComplete whether it came to its end; if not, it diverged
 * @param message the message of a divergence; empty for a complete run
 * @param guessing the accuracy of naming the most frequent class of the test set always
 * @param classes the number of classes
 * @param samples the training metrics, a few for each epoch
 * @param epochs the results after each epoch
 * @param seconds the time of the training steps
 * @param wallSeconds the time of the whole run, evaluations included
 */
public record RunResult(
    boolean isComplete,
    String message,
    double guessing,
    int classes,
    List<Sample> samples,
    List<Epoch> epochs,
    double seconds,
    double wallSeconds) {

  /** The share of the steps at the end that the verdict is about. */
  private static final double LAST = 0.1;

  /** Copies the lists. */
  public RunResult {
    samples = List.copyOf(samples);
    epochs = List.copyOf(epochs);
  }

  /**
   * The mean training metrics of a few steps.
   *
   * @param step the number of training steps until now
   * @param examples the examples of these steps
   * @param loss the mean cross entropy, while the weights changed
   * @param accuracy from 0 to 1
   * @param seconds the time of all training steps until now
   */
  public record Sample(long step, int examples, double loss, double accuracy, double seconds) {}

  /**
   * The result after an epoch.
   *
   * @param trainingLoss the mean over the epoch, while the weights changed
   * @param trainingAccuracy the same of the accuracy, from 0 to 1
   * @param testLoss the mean cross entropy on the test set
   * @param testAccuracy the accuracy there, from 0 to 1
   */
  public record Epoch(
      double trainingLoss, double trainingAccuracy, double testLoss, double testAccuracy) {}

  /** The verdict on a run. */
  public enum Verdict {
    /** It ended with a training loss below that of guessing. */
    LEARNED,
    /** It ended with a training loss of guessing or above. */
    DID_NOT_LEARN,
    /** It was ended since its loss left all bounds. */
    DIVERGED
  }

  /** Returns the verdict: the training loss of the last tenth of the steps against ln(classes). */
  public Verdict verdict() {
    if (!isComplete) {
      return Verdict.DIVERGED;
    }
    return lastLoss() < Math.log(classes) ? Verdict.LEARNED : Verdict.DID_NOT_LEARN;
  }

  /** Returns the mean training loss of the last tenth of the steps. */
  public double lastLoss() {
    if (samples.isEmpty()) {
      return Double.MAX_VALUE;
    }
    double after = steps() * (1 - LAST);
    double sum = 0;
    double examples = 0;
    for (Sample sample : samples) {
      if (sample.step() > after) {
        sum += sample.loss() * sample.examples();
        examples += sample.examples();
      }
    }
    return sum / examples;
  }

  /** Returns the number of training steps. */
  public long steps() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).step();
  }

  /** Returns the test accuracy in the end; that of guessing if the run diverged. */
  public double testAccuracy() {
    return isComplete ? epochs.get(epochs.size() - 1).testAccuracy() : guessing;
  }

  /** Returns the training accuracy of the last epoch; that of guessing if the run diverged. */
  public double trainingAccuracy() {
    return isComplete ? epochs.get(epochs.size() - 1).trainingAccuracy() : guessing;
  }

  /**
   * Returns the sample at which the training accuracy over the last {@code window} samples first
   * reached a value.
   *
   * @param accuracy from 0 to 1
   * @param window the samples of an epoch
   * @return its index; empty if it never did
   */
  private OptionalDouble reached(
      double accuracy, int window, java.util.function.ToDoubleFunction<Sample> value) {
    for (int end = window; end <= samples.size(); end++) {
      double right = 0;
      double examples = 0;
      for (Sample sample : samples.subList(end - window, end)) {
        right += sample.accuracy() * sample.examples();
        examples += sample.examples();
      }
      if (right / examples >= accuracy) {
        return OptionalDouble.of(value.applyAsDouble(samples.get(end - 1)));
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * Returns the training steps until the training accuracy over a window first reached a value;
   * empty if it never did.
   *
   * @param window the number of samples that are averaged
   */
  public OptionalDouble stepsUntil(double accuracy, int window) {
    return reached(accuracy, window, Sample::step);
  }

  /** Returns the seconds of training until then, evaluations not counted. */
  public OptionalDouble secondsUntil(double accuracy, int window) {
    return reached(accuracy, window, Sample::seconds);
  }
}
