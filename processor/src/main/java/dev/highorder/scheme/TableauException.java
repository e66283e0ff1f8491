package dev.highorder.scheme;

/** Is thrown when a tableau cannot be read. */
public final class TableauException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient TableauFault fault;

  /** Creates the exception whose message is the fault's text. */
  TableauException(TableauFault fault) {
    super(fault.text());
    this.fault = fault;
  }

  /** Creates the exception for a sentence with blanks and what it quotes. */
  TableauException(String sentence, Object... values) {
    this(TableauFault.of(sentence, values));
  }

  /** Returns what is wrong and what to do. */
  public TableauFault fault() {
    return fault;
  }
}
