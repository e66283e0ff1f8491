package dev.highorder.demo.experiment.surface;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

/** The loss of a network on one batch, as a function of its parameters. */
final class NetworkLoss {

  private final Block network;
  private final NDArray images;
  private final int[] labels;
  private final boolean isNormalised;

  /**
   * Takes a network.
   *
   * @param network from images to logits {@code (batch, classes)}
   * @param images the batch; it stays open
   * @param labels the classes of the images
   * @param isNormalised whether batch normalisation takes the statistics of this batch, as in
   *     training; no running statistics change
   */
  NetworkLoss(Block network, NDArray images, int[] labels, boolean isNormalised) {
    this.network = network;
    this.images = images;
    this.labels = labels.clone();
    this.isNormalised = isNormalised;
  }

  /**
   * Returns the mean cross entropy with these parameters; the largest number if it is infinite or
   * none.
   */
  double of(ParameterStore parameters) {
    try (NDManager scope = images.getManager().newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      double loss =
          crossEntropy(isNormalised ? recorded(parameters, x) : logits(parameters, x), labels);
      return Double.isFinite(loss) ? loss : Double.MAX_VALUE;
    }
  }

  private float[] logits(ParameterStore parameters, NDArray x) {
    try (NDArray output = network.forward(parameters, new NDList(x), isNormalised).head()) {
      return output.toFloatArray();
    }
  }

  /** Engines take the statistics of the batch only where a gradient is recorded. */
  private float[] recorded(ParameterStore parameters, NDArray x) {
    GradientCollector collector = x.getManager().getEngine().newGradientCollector();
    try {
      return logits(parameters, x);
    } finally {
      collector.close();
    }
  }

  /**
   * Returns the mean of {@code ln(sum of e^z) - z of the class}, whose largest logit is taken out
   * first, so that it is finite as long as the logits are.
   */
  static double crossEntropy(float[] logits, int[] labels) {
    int classes = logits.length / labels.length;
    double total = 0;
    for (int image = 0; image < labels.length; image++) {
      int begin = image * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        largest = Math.max(largest, logits[begin + i]);
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        sum += Math.exp(logits[begin + i] - largest);
      }
      total += Math.log(sum) + largest - logits[begin + labels[image]];
    }
    return total / labels.length;
  }
}
