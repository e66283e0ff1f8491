package dev.highorder.demo.experiment.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The mean cross entropy of logits. */
class NetworkLossTest {

  @Test
  void isTheMeanOfNegativeLogarithmsOfProbabilities() {
    float[] logits = {1, 2, 3, 0, 0, 0};
    double total = Math.exp(1) + Math.exp(2) + Math.exp(3);

    assertEquals(
        (-Math.log(Math.exp(2) / total) - Math.log(1 / 3.0)) / 2,
        NetworkLoss.crossEntropy(logits, new int[] {1, 2}),
        1e-12);
  }

  /** A guess among ten classes has the loss ln 10, whatever the common value of the logits. */
  @Test
  void isTheLogarithmOfTheClassesForEqualLogits() {
    assertEquals(
        Math.log(10),
        NetworkLoss.crossEntropy(new float[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7}, new int[] {3}),
        1e-12);
  }

  @Test
  void isFiniteForLogitsWhosePowersAreNot() {
    assertEquals(1e8, NetworkLoss.crossEntropy(new float[] {1e8f, 0, -1e8f}, new int[] {1}), 1e-6);
  }
}
