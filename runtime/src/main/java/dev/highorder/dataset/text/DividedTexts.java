package dev.highorder.dataset.text;

import dev.highorder.input.TextFormat;
import dev.highorder.token.Tokenizer;

/** The texts of a set, divided into tokens. */
interface DividedTexts {

  /** The numbers of the tokens of each text. */
  @FunctionalInterface
  interface Numbers {

    /** Returns the numbers of a text, all of them. */
    int[] of(int index);
  }

  /** Returns how many tokens a text has. */
  int count(int index);

  /**
   * Returns the tokenizer of a network that is trained on this set.
   *
   * @param vocabulary the largest number of tokens, if they are measured
   */
  Tokenizer tokenizer(int vocabulary);

  /** Returns the tokenizer of a format; null if these texts were divided by another one. */
  Tokenizer tokenizerOf(TextFormat format);

  /**
   * Returns the numbers of the tokens.
   *
   * @param tokenizer from {@link #tokenizerOf}
   */
  Numbers numbers(Tokenizer tokenizer);
}
