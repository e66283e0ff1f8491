package dev.highorder.serving;

import java.util.concurrent.RejectedExecutionException;

/**
 * Thrown at once if as many images wait as may wait, so that the wait of those stays bounded. A web
 * service answers it with status 503.
 */
public final class QueueFullException extends RejectedExecutionException {

  private static final long serialVersionUID = 1L;

  QueueFullException(int maxQueue) {
    super(
        "The classifier is busy: %s images wait already. Try again later, or give it more cores."
            .formatted(maxQueue));
  }
}
