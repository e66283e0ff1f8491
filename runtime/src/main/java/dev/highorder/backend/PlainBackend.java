package dev.highorder.backend;

import ai.djl.Device;
import java.util.Optional;

/**
 * The backend of an engine of which nothing special is known.
 *
 * @param engine the engine's name in DJL
 */
record PlainBackend(String engine) implements Backend {

  @Override
  public boolean overwritesGradients() {
    return false;
  }

  @Override
  public boolean hasFusedSgd() {
    return false;
  }

  @Override
  public Optional<GraphCompiler> compiler(Device device) {
    return Optional.empty();
  }

  @Override
  public <T, E extends Exception> T call(Work<T, E> work) throws E {
    return work.get();
  }

  @Override
  public boolean isOnOwnThread() {
    return false;
  }
}
