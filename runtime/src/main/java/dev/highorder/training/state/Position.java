package dev.highorder.training.state;

/**
 * The position of a training run between two steps.
 *
 * @param epoch how many epochs are complete, their evaluation included
 * @param batch how many batches of the next epoch were learned from
 * @param step how many training steps were taken in all
 */
public record Position(int epoch, int batch, long step) {

  /** The position before the first step. */
  public static final Position START = new Position(0, 0, 0);

  /** Checks the ranges. */
  public Position {
    if (epoch < 0 || batch < 0 || step < 0) {
      throw new IllegalArgumentException(
          "Epoch %s, batch %s and step %s must be 0 or more.".formatted(epoch, batch, step));
    }
  }

  /** Returns the position one training step later. */
  public Position afterBatch() {
    return new Position(epoch, batch + 1, step + 1);
  }

  /** Returns the position at the start of the next epoch. */
  public Position afterEpoch() {
    return new Position(epoch + 1, 0, step);
  }

  /** Returns how many epochs were begun, complete or not. */
  public int begunEpochs() {
    return batch > 0 ? epoch + 1 : epoch;
  }
}
