package dev.highorder.serving;

/** Thrown if a new version does not replace the old one, which serves on as before. */
public final class SwapRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SwapRefusedException(String message) {
    super(message);
  }
}
