package dev.highorder.backend;

/**
 * A trained network that is ready to compute logits, on an engine of DJL or on another runtime. Any
 * number of threads may use it at the same time.
 */
public interface InferenceSession extends AutoCloseable {

  /**
   * Computes the logits of a batch.
   *
   * @param inputs the normalised inputs, one after the other
   * @param shape the shape of the batch, such as {@code (batch, channels, height, width)}
   * @return the logits, {@code (batch, classes)}, one row after the other
   */
  float[] logits(float[] inputs, long... shape);

  /** Frees the network and its parameters. */
  @Override
  void close();
}
