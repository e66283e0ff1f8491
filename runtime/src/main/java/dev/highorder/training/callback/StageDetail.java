package dev.highorder.training.callback;

/** How precisely the stages of a training step are measured, in increasing order. */
public enum StageDetail {

  /** Not at all. */
  NOTHING,

  /**
   * On a few examples, if the network runs as a compiled graph. A graph shows no stages, so these
   * examples are computed a second time. Otherwise as {@link #BATCH}.
   */
  SAMPLE,

  /** On all examples of the batch, which a compiled network computes a second time. */
  BATCH
}
