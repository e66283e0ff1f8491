package dev.highorder.classifier;

import dev.highorder.backend.InferenceSession;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;

/** A network that answers requests and can be evaluated, on an engine of DJL or on another one. */
interface ClassifierSession extends InferenceSession {

  /**
   * Computes once, so that later calls with the shape are fast from the first one. Call it before
   * other threads use the session.
   */
  void prepare(float[] inputs, long... dimensions);

  /**
   * Makes room for the graphs of some batch sizes, so that none of them closes another.
   *
   * @param count how many
   */
  void reserve(int count);

  /** Evaluates the network on labelled examples. */
  ClassificationReport evaluate(ExampleDataset dataset);

  /** Returns the number of batch sizes that run as a static graph. */
  int graphs();

  /** Returns whether the calling thread must not wait for other users of the session. */
  boolean isOnOwnThread();
}
