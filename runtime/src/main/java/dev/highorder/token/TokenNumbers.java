package dev.highorder.token;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of the tokens of a vocabulary. 0 stands for the places behind the end of a text, 1
 * for tokens that are not in the vocabulary, and 2 for its first token.
 *
 * <p>Instances are safe for use by several threads.
 */
public final class TokenNumbers {

  /** How many numbers stand for no token of the vocabulary. */
  public static final int SPECIAL = 2;

  private static final int UNKNOWN = 1;

  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Numbers a vocabulary.
   *
   * @param vocabulary all different
   */
  public TokenNumbers(List<String> vocabulary) {
    for (int i = 0; i < vocabulary.size(); i++) {
      numbers.put(vocabulary.get(i), SPECIAL + i);
    }
  }

  /**
   * Returns the numbers of the first tokens of a text.
   *
   * @param tokens the tokens of the text
   * @param length how many numbers; a shorter text is followed by zeros
   */
  public float[] of(List<String> tokens, int length) {
    float[] target = new float[length];
    for (int i = 0; i < Math.min(length, tokens.size()); i++) {
      target[i] = numbers.getOrDefault(tokens.get(i), UNKNOWN);
    }
    return target;
  }
}
