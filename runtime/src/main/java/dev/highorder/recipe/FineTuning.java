package dev.highorder.recipe;

import dev.highorder.storage.MayBeAbsent;
import dev.highorder.text.ForeignText;
import java.util.List;

/**
 * The settings by which the parts of a trained network learn less than its head.
 *
 * @param frozenTo the last part that does not learn, such as {@code stack1}; the parts before it do
 *     not learn either. Frozen parts run as in inference: their batch normalisations use their
 *     running statistics and keep them, and they have no dropout. Null if all parts learn
 * @param bodyRate the factor of the learning rate of all parts but the head, above 0 and at most 1
 */
public record FineTuning(@MayBeAbsent String frozenTo, float bodyRate) {

  /** All parts learn alike. */
  public static final FineTuning NONE = new FineTuning(null, 1);

  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public FineTuning {
    Ranges.require(
        bodyRate > 0 && bodyRate <= 1 && Ranges.isRepresentable(bodyRate),
        "factor of the body's learning rate (bodyRate)",
        bodyRate,
        "from 1.2e-38 to 1");
  }

  /**
   * Returns the number of frozen parts of a network.
   *
   * @param parts the names of its parts in order, the head last
   * @throws IllegalArgumentException if it has no part {@code frozenTo}, or that is the head
   */
  public int frozenParts(List<String> parts) {
    List<String> possible = parts.subList(0, parts.size() - 1);
    if (frozenTo != null && !possible.contains(frozenTo)) {
      throw new IllegalArgumentException(
          "The network cannot be frozen to the part %s. Possible are %s."
              .formatted(ForeignText.show(frozenTo), String.join(", ", possible)));
    }
    return possible.indexOf(frozenTo) + 1;
  }
}
