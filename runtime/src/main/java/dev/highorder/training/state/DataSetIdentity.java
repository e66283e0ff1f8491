package dev.highorder.training.state;

/**
 * The identity of a training set, by which a resumed run recognises it.
 *
 * @param description where the examples come from
 * @param size the number of examples
 * @param sha256 the SHA-256 of the examples and their labels, in hexadecimal digits
 */
public record DataSetIdentity(String description, int size, String sha256) {

  /** Returns whether both sets hold the same examples, wherever they were read from. */
  public boolean hasSameExamples(DataSetIdentity other) {
    return sha256.equals(other.sha256);
  }
}
