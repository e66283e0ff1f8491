package dev.highorder.engine;

/** An engine, its native library or a device is not available; the message says what to install. */
public final class EngineUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
