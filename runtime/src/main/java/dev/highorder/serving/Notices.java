package dev.highorder.serving;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to an application's observer, whose faults must not reach requests. */
final class Notices {

  private static final Logger LOGGER = LoggerFactory.getLogger(ServedClassifier.class);

  private final ServingObserver observer;
  private final AtomicBoolean isReported = new AtomicBoolean();

  Notices(ServingObserver observer) {
    this.observer = observer;
  }

  void send(Consumer<ServingObserver> notice) {
    try {
      notice.accept(observer);
    } catch (RuntimeException | LinkageError e) {
      if (isReported.compareAndSet(false, true)) {
        LOGGER.warn("The observer {} failed; later failures are not logged.", observer, e);
      }
    }
  }
}
