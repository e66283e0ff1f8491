package dev.highorder.classifier;

import dev.highorder.text.ForeignText;
import java.util.Locale;

/**
 * A class and its probability.
 *
 * @param name the name of the class
 * @param probability from 0 to 1
 */
public record ClassProbability(String name, double probability) {

  /** Returns both with one decimal place, such as {@code star 97.5%}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.1f%%", ForeignText.show(name), 100 * probability);
  }
}
