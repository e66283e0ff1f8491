package dev.highorder.training;

/**
 * Stops a training whose loss is not a number, or has grown far beyond what it was.
 *
 * <p>Single batches vary, so growth is judged by a moving average: ten times its own minimum, and
 * at least three times the loss of guessing, {@code 3 ln(classes)}.
 */
final class DivergenceCheck {

  private static final double WEIGHT = 0.1;

  private final TrainingRecipe recipe;
  private final double guessing;
  private double average = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  private float last = Float.NaN;

  DivergenceCheck(TrainingRecipe recipe, int classes) {
    this.recipe = recipe;
    this.guessing = Math.log(classes);
  }

  /** Looks at the loss of a batch before its gradients are applied. */
  void check(float loss, int epoch, int batch) {
    if (!Float.isFinite(loss)) {
      throw diverged("is " + loss, epoch, batch);
    }
    average = Double.isNaN(average) ? loss : average + WEIGHT * (loss - average);
    lowest = Math.min(lowest, average);
    if (average > 10 * lowest && average > 3 * guessing) {
      throw diverged("has grown to %.3g, from %.3g".formatted(average, lowest), epoch, batch);
    }
    last = loss;
  }

  private DivergedException diverged(String what, int epoch, int batch) {
    String before = Float.isNaN(last) ? "it was the first batch" : "the batch before had " + last;
    return new DivergedException(
        ("The training diverged: the loss %s in epoch %d, batch %d (%s). The learning rate is %s;"
                + " try %.2g. If the first batch already fails, look at the pictures and at the scale"
                + " of the sub-net's output.")
            .formatted(
                what, epoch, batch, before, recipe.learningRate(), recipe.learningRate() / 3));
  }
}
