package dev.highorder.serving;

import java.time.Duration;

/**
 * Whether a served classifier answers.
 *
 * @param status the state
 * @param message the state in a sentence
 * @param version the version that serves; empty when closed
 * @param waiting the number of images that are prepared or wait
 */
public record Health(Status status, String message, String version, int waiting) {

  /** A state of a served classifier. */
  public enum Status {
    /** It answers. So it is also when it refuses requests since too many wait. */
    UP,
    /** The network failed for several images in a row, and has answered none since. */
    FAILING,
    /** A batch has been computed for too long. */
    STUCK,
    /** It was closed. */
    CLOSED
  }

  /** The failures in a row that are no accident of single images. */
  static final int MAX_FAILURES = 3;

  /** The longest time of a batch that is taken for normal. */
  static final Duration LONGEST_BATCH = Duration.ofSeconds(60);

  /** Returns whether requests are answered. */
  public boolean isUp() {
    return status == Status.UP;
  }

  /** Looks at a server. */
  static Health of(Reception reception) {
    Version version = reception.current();
    if (version == null) {
      return new Health(Status.CLOSED, "It is closed.", "", 0);
    }
    Pulse pulse = version.batcher().pulse();
    Status status = status(pulse);
    return new Health(status, message(status, pulse), version.name(), reception.waiting());
  }

  static Status status(Pulse pulse) {
    if (pulse.nanosSinceBegin() > LONGEST_BATCH.toNanos()) {
      return Status.STUCK;
    }
    return pulse.failuresInARow() >= MAX_FAILURES ? Status.FAILING : Status.UP;
  }

  private static String message(Status status, Pulse pulse) {
    return switch (status) {
      case UP -> "It answers.";
      case FAILING ->
          "The last %s images failed: %s"
              .formatted(
                  pulse.failuresInARow(),
                  pulse.lastFailure().map(Throwable::toString).orElse("no reason is known"));
      case STUCK ->
          "A batch has been computed for more than %s s.".formatted(LONGEST_BATCH.toSeconds());
      case CLOSED -> throw new AssertionError("a closed server has no pulse");
    };
  }
}
