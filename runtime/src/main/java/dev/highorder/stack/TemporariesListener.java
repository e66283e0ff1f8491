package dev.highorder.stack;

import ai.djl.ndarray.NDManager;

/**
 * A parameter store that sees the temporary tensors of each sub-net before they are freed. A block
 * hands the store it is given to its children, so that the store reaches every sub-net.
 */
public interface TemporariesListener {

  /**
   * Called before a scope of temporary tensors is closed.
   *
   * @param scope the manager that holds them
   */
  void beforeClosing(NDManager scope);
}
