package dev.highorder.backend;

/**
 * A network cannot be traced, because of what it does: its operators depend on the numbers of its
 * input, for example. It runs operator by operator, with the same results.
 *
 * <p>Only a tracer throws this, and a comparison with a network whose outputs are not finite. Every
 * other failure of a compilation is a fault of the compiler.
 */
public final class UntraceableNetworkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param reason what the network does
   */
  public UntraceableNetworkException(String reason) {
    super(reason);
  }

  /**
   * Creates an exception for a network that fails while it is traced.
   *
   * @param cause what the network threw
   */
  public UntraceableNetworkException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
