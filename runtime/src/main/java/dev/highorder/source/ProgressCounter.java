package dev.highorder.source;

/** A counter of the images that several threads have read, which notifies a listener. */
final class ProgressCounter {

  private final ReadingProgress progress;
  private final int total;
  private int done;

  ProgressCounter(ReadingProgress progress, int total) {
    this.progress = progress;
    this.total = total;
  }

  synchronized void increment() {
    done++;
    progress.update(done, total);
  }
}
