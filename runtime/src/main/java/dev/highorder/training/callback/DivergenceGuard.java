package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import dev.highorder.text.ForeignText;
import dev.highorder.training.diagnosis.Diagnosis;
import dev.highorder.training.diagnosis.Growth;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.Position;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run whose loss, gradients or stages are not finite or have grown out of bounds, before the
 * step changes any parameter. The loss is checked in each step, the stages in every fiftieth, the
 * validation loss and the parameters after each epoch.
 */
public final class DivergenceGuard implements StatefulCallback {

  /** Steps between checks of the stages that nobody else asked for. */
  private static final int STAGE_INTERVAL = 50;

  /** No single remedy is certain. */
  private static final String OTHERWISE =
      "If that is not enough, add a warm-up, clip the gradients, or choose stacks of a smaller step"
          + " size or a scheme of higher order";

  private static final Logger LOGGER = LoggerFactory.getLogger(DivergenceGuard.class);

  private DivergenceCheck check = new DivergenceCheck();

  /** The classes of the network, known since the first batch of an evaluation. */
  private int classes;

  /** The largest logit of the evaluation since the last epoch ended. */
  private double largestLogit;

  /** The growth since the first step of this process; null before it. */
  private Growth growth;

  /** Creates a guard for one run. */
  public DivergenceGuard() {}

  @Override
  public String name() {
    return "divergence";
  }

  @Override
  public void create(TrainingContext run) {
    check = new DivergenceCheck();
    growth = null;
    largestLogit = 0;
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
    if (growth == null) {
      long step = run.state().position().step() + 1;
      growth = new Growth(step, batch.logits(), batch.gradients(), run.weights());
    }
    Optional<StageNorms.StageNorm> exploded = batch.stages().firstExploded();
    if (exploded.isPresent()) {
      throw diverged(
          run,
          batch,
          String.format(Locale.ROOT, "%s has the size %.3g", exploded.get(), exploded.get().rms()));
    }
    Optional<String> trouble = check.check(batch.loss(), classes(batch.logits()));
    if (trouble.isPresent()) {
      throw diverged(run, batch, "the loss " + trouble.get());
    }
    if (!Double.isFinite(batch.gradientNorm())) {
      throw diverged(run, batch, "the norm of the gradients is " + batch.gradientNorm());
    }
  }

  private static int classes(NDArray logits) {
    Shape shape = logits.getShape();
    return Math.toIntExact(shape.get(shape.dimension() - 1));
  }

  @Override
  public void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {
    classes = classes(logits);
    largestLogit = Math.max(largestLogit, Growth.largest(logits));
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    String grown = grown(run);
    largestLogit = 0;
    int warmUp = run.state().recipe().learningRate().warmUpEpochs();
    Optional<String> stayed = TrainingLossCheck.check(run.state().results(), warmUp, classes);
    if (stayed.isPresent()) {
      throw diverged(run, result, "the training loss " + stayed.get(), grown, "");
    }
    Optional<String> trouble = ValidationCheck.check(run.state().results(), classes);
    if (trouble.isPresent()) {
      throw diverged(
          run,
          result,
          String.format(
              Locale.ROOT,
              "the validation loss %s, while the training loss is %.3g",
              trouble.get(),
              result.training().loss()),
          grown,
          "; if the training loss is ordinary, the running statistics of normalisations may not"
              + " describe their inputs: train with a larger batch size");
    }
    Optional<String> parameter = firstNotFinite(run);
    if (parameter.isPresent()) {
      throw diverged(
          run,
          result,
          "a value of the parameter %s is not finite".formatted(ForeignText.show(parameter.get())),
          grown,
          "");
    }
    if (TrainingLossCheck.isFarAboveGuessing(result, classes)
        || ValidationCheck.isFarAboveTraining(result, classes)) {
      LOGGER.warn(
          String.format(
              Locale.ROOT,
              "The training loss of epoch %s is %.3g and its validation loss %.3g; guessing has"
                  + " %.3g. %s If it stays so, begin anew with a lower learning rate, a warm-up or"
                  + " clipped gradients; if only the validation loss is high, with a larger batch"
                  + " size.",
              result.epoch(),
              result.training().loss(),
              result.validation().loss(),
              Math.log(Math.max(2, classes)),
              grown));
    }
  }

  /** Returns a sentence about what has grown; empty if no step was taken. */
  private String grown(TrainingContext run) {
    if (growth == null) {
      return "";
    }
    AtomicReference<String> sentence = new AtomicReference<>();
    run.onEngine(() -> sentence.set(growth.until(largestLogit, run.weights())));
    return sentence.get();
  }

  /**
   * Finds a parameter that is not finite. It need not show in a loss: the engine's ReLU may make
   * zeros of what is not a number.
   */
  private static Optional<String> firstNotFinite(TrainingContext run) {
    AtomicReference<String> found = new AtomicReference<>();
    run.onEngine(
        () ->
            run.evaluatedWeights().entrySet().stream()
                .filter(weight -> !isFinite(weight.getValue()))
                .findFirst()
                .ifPresent(weight -> found.set(weight.getKey())));
    return Optional.ofNullable(found.get());
  }

  /** A finite number minus itself is 0, any other is not a number. */
  private static boolean isFinite(NDArray array) {
    try (NDArray plain = array.stopGradient();
        NDArray zeros = plain.sub(plain);
        NDArray sum = zeros.sum()) {
      return sum.getFloat() == 0;
    }
  }

  /** A lower rate alone may not do: what has grown in a checkpoint stays large. */
  private static String remedy(TrainingContext run) {
    double lower = run.state().recipe().learningRate().base() / 10;
    return run.lastCheckpoint()
        .map(
            path ->
                String.format(
                    Locale.ROOT,
                    "Resume from %s with a tenth of the learning rate, %.2g, or begin anew with it,"
                        + " since what has grown stays large. %s",
                    ForeignText.show(path),
                    lower,
                    OTHERWISE))
        .orElse(
            String.format(
                Locale.ROOT, "Try a tenth of the learning rate, %.2g. %s", lower, OTHERWISE));
  }

  /** Looks for the place, which may fail in a network that has just failed. */
  private static String place(TrainingContext run, BatchResult batch) {
    try {
      return new Diagnosis(run.network(), run.parameters(), run.trainer().getManager().getEngine())
          .of(batch.data());
    } catch (RuntimeException e) {
      return "The place cannot be found, since the batch cannot be computed again: "
          + e.toString().lines().findFirst().orElseThrow()
          + ".";
    }
  }

  private static TrainingDivergedException diverged(
      TrainingContext run, EpochResult result, String what, String grown, String otherwise) {
    return new TrainingDivergedException(
        String.format(
            Locale.ROOT,
            "The training diverged in epoch %s: %s. %s The learning rate was %.3g. %s%s.",
            result.epoch(),
            what,
            grown,
            result.learningRate(),
            remedy(run),
            otherwise));
  }

  private TrainingDivergedException diverged(TrainingContext run, BatchResult batch, String what) {
    Position position = run.state().position();
    return new TrainingDivergedException(
        String.format(
            Locale.ROOT,
            "The training diverged in epoch %s, batch %s: %s. %s %s The learning rate was %.3g. %s; if the"
                + " first batch fails already, check the examples and the scale of the sub-net's"
                + " output.",
            position.epoch() + 1,
            position.batch() + 1,
            what,
            place(run, batch),
            growth.until(batch.logits(), batch.gradients(), run.weights()),
            run.learningRate(),
            remedy(run)));
  }
}
