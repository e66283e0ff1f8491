package dev.highorder.parameters;

import ai.djl.ndarray.NDManager;

/**
 * A parameter store that is shown what a sub-net leaves behind, before it is freed. Blocks hand the
 * store they are given to all that they contain, so that it gets everywhere.
 */
public interface TemporariesListener {

  /**
   * Looks at temporary tensors.
   *
   * @param scope what they belong to; it is closed next
   */
  void beforeClosing(NDManager scope);
}
