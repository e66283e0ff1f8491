package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.util.Pair;
import dev.highorder.backend.Backend;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.engine.Engines;
import dev.highorder.network.ParameterCopies;
import dev.highorder.optimizer.GradientNorm;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.recipe.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Training steps: forward and backward passes over the parts of a batch, each on a replica, then
 * one update of all replicas.
 *
 * <p>All methods but {@link #prepare} belong into a unit of work of the engine's {@link Backend},
 * best into one for each step.
 */
final class TrainingStep {

  private final Trainer trainer;
  private final TrainingRecipe recipe;
  private final List<Replica> replicas;
  private final ParameterOptimizer optimizer;
  private final Recomputation recomputation;
  private final LearningParts parts;
  private final ReplicaNetworks networks;
  private final Backend backend;

  /** The weight decay of each parameter that learns, by name. */
  private final Map<String, Float> decays = new LinkedHashMap<>();

  /** The names of the running statistics of batch normalisations. */
  private final List<String> statistics = new ArrayList<>();

  /**
   * The results of both passes over a part of a batch.
   *
   * @param loss the mean loss of the part times its share of the batch
   */
  private record Part(NDArray logits, NDArray loss) {}

  /**
   * The results of both passes over a batch.
   *
   * @param logits {@code (batch, classes)}
   * @param loss the mean loss of the batch
   * @param gradients the gradients of the loss by the names of the parameters
   * @param replicas the number of replicas that had a part of the batch
   */
  record Passes(NDArray logits, float loss, Map<String, NDArray> gradients, int replicas)
      implements AutoCloseable {

    @Override
    public void close() {
      gradients.values().forEach(NDArray::close);
    }
  }

  TrainingStep(
      Trainer trainer,
      TrainingRecipe recipe,
      List<Replica> replicas,
      ParameterOptimizer optimizer,
      Recomputation recomputation) {
    this.trainer = trainer;
    this.recipe = recipe;
    this.replicas = replicas;
    this.optimizer = optimizer;
    this.recomputation = recomputation;
    backend = Engines.backend(trainer.getManager().getEngine());
    NDManager manager = trainer.getManager();
    Optional<GraphCompiler> compiler = backend.compiler(replicas.get(0).device());
    parts =
        LearningParts.of(
            trainer.getModel().getBlock(), recipe.fineTuning(), manager, replicas.size(), compiler);
    networks = new ReplicaNetworks(block(), manager, replicas.size(), recomputation, compiler);
    for (Pair<String, Parameter> entry : block().getParameters()) {
      if (entry.getValue().requiresGradient()) {
        decays.put(entry.getKey(), decay(entry.getValue().getType()));
        optimizer.prepare(entry.getKey(), weights().get(entry.getKey()));
      } else if (isStatistic(entry.getValue().getType())) {
        statistics.add(entry.getKey());
      }
    }
  }

  private Block block() {
    return parts.learning();
  }

  private Map<String, NDArray> weights() {
    return replicas.get(0).values();
  }

  static boolean isStatistic(Parameter.Type type) {
    return type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR;
  }

  /** Step sizes, of type OTHER, are never decayed, since h = 0 is no natural centre. */
  private float decay(Parameter.Type type) {
    return switch (type) {
      case OTHER -> 0;
      case GAMMA, BETA -> recipe.decaysNormalisation() ? recipe.weightDecay() : 0;
      default -> recipe.weightDecay();
    };
  }

  private List<BatchRange> ranges(Batch batch) {
    return BatchRange.of(batch, replicas, recipe.accumulation());
  }

  /**
   * Compiles the network for batches of this size if possible, which random layers may notice: the
   * engine's random state advances. Call it from outside of a unit of work, since it takes long the
   * first time.
   *
   * @return whether the passes over the batch will run as compiled graphs
   */
  boolean prepare(Batch batch) {
    NDArray data = batch.getData().singletonOrThrow();
    boolean isCompiled = true;
    for (BatchRange range : ranges(batch)) {
      Shape part = new Shape(range.size()).addAll(data.getShape().slice(1));
      Shape input = parts.frozen().map(frozen -> frozen.outputShape(part)).orElse(part);
      networks.prepare(range.replica(), input);
      parts.frozen().ifPresent(frozen -> prepare(frozen, range, part, data));
      isCompiled &= networks.of(range.replica(), input).isPresent();
    }
    return isCompiled;
  }

  private void prepare(FrozenPart frozen, BatchRange range, Shape part, NDArray data) {
    if (frozen.needs(range.replica(), part)) {
      NDArray example = backend.call(() -> range.of(data)); // closed with its batch
      frozen.prepare(range.replica(), example);
    }
  }

  /**
   * Computes the gradients of a batch, without changing parameters.
   *
   * @param observed whether the stages of the stacks are observed; then no graph is used, since a
   *     graph does not show them
   */
  Passes passes(Batch batch, boolean observed) {
    NDArray data = batch.getData().singletonOrThrow();
    NDArray labels = batch.getLabels().singletonOrThrow();
    List<BatchRange> ranges = ranges(batch);
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    if (ranges.size() == 1) {
      Part part = pass(replicas.get(0), data, labels, 1, observed);
      decays.keySet().forEach(name -> gradients.put(name, gradient(replicas.get(0), name)));
      return new Passes(part.logits(), part.loss().getFloat(), gradients, 1);
    }
    List<Part> parts = new ArrayList<>();
    for (BatchRange range : ranges) {
      Replica replica = range.replica();
      float share = (float) range.size() / labels.size();
      parts.add(pass(replica, range.of(data), range.of(labels), share, observed));
      addGradients(replica, gradients);
    }
    NDList logits = new NDList();
    float loss = 0;
    for (Part part : parts) { // read only when all parts are queued
      logits.add(part.logits().toDevice(data.getDevice(), false));
      loss += part.loss().getFloat();
    }
    int used = Math.min(ranges.size(), replicas.size());
    return new Passes(NDArrays.concat(logits), loss, gradients, used);
  }

  private Part pass(Replica replica, NDArray data, NDArray labels, float share, boolean observed) {
    NDArray input =
        parts.frozen().map(frozen -> frozen.output(replica, data, observed)).orElse(data);
    Optional<TrainableNetwork> compiled =
        observed ? Optional.empty() : networks.of(replica, input.getShape());
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NetworkPass pass =
          new NetworkPass(block(), replica.parameters(), collector, recomputation, compiled);
      NDList labelList = new NDList(labels);
      NDList outputs = pass.forward(new NDList(input), labelList);
      NDArray value = trainer.getLoss().evaluate(labelList, outputs);
      NDArray loss = share == 1 ? value : value.mul(share);
      pass.backward(loss);
      return new Part(outputs.singletonOrThrow(), loss);
    }
  }

  /** Adds the gradients of a pass to sums on the first device, since the next pass changes them. */
  private void addGradients(Replica replica, Map<String, NDArray> sums) {
    for (String name : decays.keySet()) {
      try (NDArray gradient = gradient(replica, name)) {
        NDArray sum = sums.get(name);
        if (sum == null) {
          sums.put(name, ParameterCopies.on(replicas.get(0).device(), gradient));
        } else if (gradient.getDevice().equals(sum.getDevice())) {
          sum.addi(gradient);
        } else {
          try (NDArray moved = gradient.toDevice(sum.getDevice(), true)) {
            sum.addi(moved);
          }
        }
      }
    }
  }

  /**
   * Returns the gradient of the last pass, which the caller closes. Where the engine adds gradients
   * of the next pass to it, it is a copy and the original is set to zero.
   */
  private NDArray gradient(Replica replica, String name) {
    NDArray gradient = replica.values().get(name).getGradient();
    if (backend.overwritesGradients()) {
      return gradient;
    }
    try (gradient) {
      NDArray taken = gradient.duplicate();
      gradient.muli(0);
      return taken;
    }
  }

  /**
   * Updates the parameters of all replicas.
   *
   * @param step the number of the training step, from 1
   */
  void update(Passes passes, float learningRate, long step) {
    passes
        .gradients()
        .forEach(
            (name, gradient) -> {
              // PyTorch would record an update of the weight itself.
              try (NDArray value = weights().get(name).stopGradient()) {
                float rate = learningRate * parts.rate(name);
                optimizer.update(name, value, gradient, rate, decays.get(name), step);
              }
            });
    if (replicas.size() > 1) {
      statistics.forEach(name -> average(name, replicas.subList(1, passes.replicas())));
      for (Replica replica : replicas.subList(1, replicas.size())) {
        weights().forEach((name, weight) -> copy(weight, replica.values().get(name)));
      }
    }
  }

  /** Copies values outside of autograd; in PyTorch, the target gets new memory. */
  static void copy(NDArray from, NDArray to) {
    try (NDArray value = from.stopGradient()) {
      value.copyTo(to);
    }
  }

  /**
   * Scales the gradients down if the recipe limits their norm.
   *
   * @return the norm before scaling, or 0 if there is no limit
   */
  double clip(Passes passes) {
    return recipe.clipNorm() > 0
        ? GradientNorm.clip(passes.gradients().values(), recipe.clipNorm())
        : 0;
  }

  /**
   * Sets a statistic to the mean over replicas, each of which has seen its own part of the batch.
   */
  private void average(String statistic, List<Replica> others) {
    NDArray mean = weights().get(statistic);
    for (Replica replica : others) {
      try (NDArray other = ParameterCopies.on(mean.getDevice(), replica.values().get(statistic))) {
        mean.addi(other);
      }
    }
    mean.divi(others.size() + 1);
  }
}
