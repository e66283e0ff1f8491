package dev.highorder.dataset.text;

import dev.highorder.input.TextFormat;
import dev.highorder.token.Tokenizer;
import java.util.List;

/**
 * Texts as the numbers that a tokenizer gives.
 *
 * @param numbers those of each text
 */
record NumberedTexts(Tokenizer tokenizer, List<int[]> numbers) implements DividedTexts {

  @Override
  public int count(int index) {
    return numbers.get(index).length;
  }

  @Override
  public Tokenizer tokenizer(int vocabulary) {
    return tokenizer;
  }

  @Override
  public Tokenizer tokenizerOf(TextFormat format) {
    return format.isOf(tokenizer) ? tokenizer : null;
  }

  @Override
  public Numbers numbers(Tokenizer same) {
    return numbers::get;
  }
}
