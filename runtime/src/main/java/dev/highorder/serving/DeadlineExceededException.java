package dev.highorder.serving;

import java.time.Duration;
import java.util.Locale;

/** Thrown if a request got no answer in the time that it had. It is not computed any more. */
public final class DeadlineExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeadlineExceededException(Duration deadline) {
    super(
        String.format(
            Locale.ROOT,
            "There was no answer within %.3f s. Allow more time, or fewer requests at a time.",
            deadline.toNanos() / 1e9));
  }
}
