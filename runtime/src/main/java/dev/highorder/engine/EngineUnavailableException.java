package dev.highorder.engine;

/** Says that an engine, its native library or a device is not there, and what to install. */
public final class EngineUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message says what to install. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
