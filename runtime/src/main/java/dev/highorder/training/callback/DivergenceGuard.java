package dev.highorder.training.callback;

import ai.djl.ndarray.types.Shape;
import dev.highorder.training.diagnosis.Diagnosis;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.state.Position;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a run whose loss, gradients or stages are not finite or have grown out of bounds, before the
 * step changes any parameter. The loss is checked in each step, the stages in every fiftieth.
 */
public final class DivergenceGuard implements StatefulCallback {

  /** Steps between checks of the stages that nobody else asked for. */
  private static final int STAGE_INTERVAL = 50;

  private DivergenceCheck check = new DivergenceCheck();

  /** Creates a guard for one run. */
  public DivergenceGuard() {}

  @Override
  public String name() {
    return "divergence";
  }

  @Override
  public void create(TrainingContext run) {
    check = new DivergenceCheck();
  }

  @Override
  public Map<String, Double> numbers() {
    return check.numbers();
  }

  @Override
  public void restore(Map<String, Double> numbers) {
    check.restore(numbers);
  }

  @Override
  public StageDetail stageDetail(long step) {
    return step % STAGE_INTERVAL == 1 ? StageDetail.SAMPLE : StageDetail.NOTHING;
  }

  @Override
  public void beforeUpdate(TrainingContext run, BatchResult batch) {
    Optional<StageNorms.StageNorm> exploded = batch.stages().firstExploded();
    if (exploded.isPresent()) {
      throw diverged(
          run, batch, "%s has the size %.3g".formatted(exploded.get(), exploded.get().rms()));
    }
    Shape logits = batch.logits().getShape();
    int classes = Math.toIntExact(logits.get(logits.dimension() - 1));
    Optional<String> trouble = check.check(batch.loss(), classes);
    if (trouble.isPresent()) {
      throw diverged(run, batch, "the loss " + trouble.get());
    }
    if (!Double.isFinite(batch.gradientNorm())) {
      throw diverged(run, batch, "the norm of the gradients is " + batch.gradientNorm());
    }
  }

  private static TrainingDivergedException diverged(
      TrainingContext run, BatchResult batch, String what) {
    String where =
        new Diagnosis(run.network(), run.parameters(), run.trainer().getManager().getEngine())
            .of(batch.data());
    Position position = run.state().position();
    double lower = run.state().recipe().learningRate().base() / 3;
    String remedy =
        run.lastCheckpoint()
            .map(path -> "Resume from %s with the learning rate %.2g".formatted(path, lower))
            .orElse("Try the learning rate %.2g".formatted(lower));
    return new TrainingDivergedException(
        ("The training diverged in epoch %d, batch %d: %s. %s The learning rate was %.3g. %s; if the"
                + " first batch fails already, check the examples and the scale of the sub-net's"
                + " output.")
            .formatted(
                position.epoch() + 1,
                position.batch() + 1,
                what,
                where,
                run.learningRate(),
                remedy));
  }
}
