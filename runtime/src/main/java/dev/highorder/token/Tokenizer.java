package dev.highorder.token;

import dev.highorder.storage.FileContent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A way from texts to the numbers of their tokens, by a vocabulary that is known.
 *
 * <p>The same text always has the same numbers. Instances are safe for use by several threads.
 */
public interface Tokenizer {

  /** Returns the name in saved classifiers. */
  String name();

  /** Returns how many different numbers there are, {@link #filler()} among them, from 0. */
  int size();

  /** Returns the number of the places behind the end of a text. */
  int filler();

  /** Returns the vocabulary, if it was measured on a training set; empty if a file has it. */
  List<String> vocabulary();

  /** Returns the file that describes the tokenizer; empty if its vocabulary was measured. */
  Optional<FileContent> file();

  /**
   * Returns the numbers of the tokens of a text, in their order.
   *
   * @return none if there is nothing in the text, such as blanks only
   * @throws IllegalArgumentException if the tokenizer has no number for a part of the text
   */
  int[] numbers(String text);

  /**
   * Brings the numbers of a text to one length: cuts their end, or adds the filler.
   *
   * @param length how many numbers
   */
  default float[] fit(int[] numbers, int length) {
    float[] target = new float[length];
    Arrays.fill(target, filler());
    for (int i = 0; i < Math.min(length, numbers.length); i++) {
      target[i] = numbers[i];
    }
    return target;
  }
}
