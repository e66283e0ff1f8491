package dev.highorder.dataset.text;

import dev.highorder.input.TextFormat;
import dev.highorder.token.Tokenizer;
import dev.highorder.token.VocabularyMeasurement;
import dev.highorder.token.WordTokenizer;
import java.util.List;

/**
 * Texts as words and marks, which get their numbers from the vocabulary of a network.
 *
 * @param tokens those of each text
 */
record Words(List<List<String>> tokens) implements DividedTexts {

  @Override
  public int count(int index) {
    return tokens.get(index).size();
  }

  @Override
  public Tokenizer tokenizer(int vocabulary) {
    VocabularyMeasurement measurement = new VocabularyMeasurement();
    tokens.forEach(measurement::add);
    return new WordTokenizer(measurement.tokens(vocabulary));
  }

  @Override
  public Tokenizer tokenizerOf(TextFormat format) {
    return format.tokenizerFile() == null ? new WordTokenizer(format.vocabulary()) : null;
  }

  @Override
  public Numbers numbers(Tokenizer tokenizer) {
    WordTokenizer words = (WordTokenizer) tokenizer;
    return index -> words.numbers(tokens.get(index));
  }
}
