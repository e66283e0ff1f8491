package dev.highorder.demo.cli.training;

import dev.highorder.source.Holdout;

/**
 * The share of each class that is withheld as the test set.
 *
 * @param share above 0 and below 1
 * @param seed another seed withholds other images
 */
public record HoldoutSpec(double share, long seed) {

  /** Returns the same for the reading of images; checks the share. */
  Holdout holdout() {
    return new Holdout(share, seed);
  }
}
