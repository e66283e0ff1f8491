package dev.highorder.dataset;

/** Counts the images that several threads have read, and tells one listener at a time. */
final class ProgressCount {

  private final ReadingProgress progress;
  private final int total;
  private int done;

  ProgressCount(ReadingProgress progress, int total) {
    this.progress = progress;
    this.total = total;
  }

  synchronized void increment() {
    done++;
    progress.update(done, total);
  }
}
