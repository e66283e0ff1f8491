package dev.highorder.serving;

import java.time.Duration;
import java.util.Objects;

/**
 * A trial of a new version before it serves: it classifies the images of requests, too, while the
 * old version answers them.
 *
 * @param images the number of images that both must have classified, at least 1
 * @param maxDisagreement the largest part of them for which the best class may differ, from 0 to 1
 * @param longest how long to wait for so many images
 */
public record Shadow(int images, double maxDisagreement, Duration longest) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Shadow {
    Objects.requireNonNull(longest, "longest");
    if (images < 1 || !(maxDisagreement >= 0 && maxDisagreement <= 1) || longest.isNegative()) {
      throw new IllegalArgumentException(
          "A shadow of %s images, a disagreement of at most %s and %s is not possible. Give at least 1 image, 0 to 1, and a time."
              .formatted(images, maxDisagreement, longest));
    }
  }
}
