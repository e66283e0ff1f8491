package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.util.Pair;
import dev.highorder.optimizer.GradientNorm;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.recipe.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of gradient descent: forward and backward passes over the parts of a batch, each on a
 * replica, then one update for all.
 */
final class TrainingStep {

  private final Trainer trainer;
  private final TrainingRecipe recipe;
  private final List<Replica> replicas;
  private final ParameterOptimizer optimizer;
  private final boolean recomputes;

  /** The parameters that learn, by name, and the weight decay of each. */
  private final Map<String, Float> decays = new LinkedHashMap<>();

  /** The names of running statistics and other tensors without gradients. */
  private final List<String> statistics = new ArrayList<>();

  /**
   * A part of a batch after both passes.
   *
   * @param loss times its share of the batch
   */
  private record Part(NDArray logits, NDArray loss) {}

  /**
   * What the passes over a batch gave.
   *
   * @param logits {@code (batch, classes)}
   * @param loss the mean over the batch
   */
  record Passes(NDArray logits, float loss, Map<String, NDArray> gradients)
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
      boolean recomputes) {
    this.trainer = trainer;
    this.recipe = recipe;
    this.replicas = replicas;
    this.optimizer = optimizer;
    this.recomputes = recomputes;
    for (Pair<String, Parameter> entry : block().getParameters()) {
      if (entry.getValue().requiresGradient()) {
        decays.put(entry.getKey(), decay(entry.getValue().getType()));
        optimizer.prepare(entry.getKey(), weights().get(entry.getKey()));
      } else {
        statistics.add(entry.getKey());
      }
    }
  }

  private Block block() {
    return trainer.getModel().getBlock();
  }

  private Map<String, NDArray> weights() {
    return replicas.get(0).values();
  }

  /** Step sizes, of type OTHER, are never decayed: h near 0 is a choice of its own. */
  private float decay(Parameter.Type type) {
    return switch (type) {
      case OTHER -> 0;
      case GAMMA, BETA -> recipe.decaysNormalisation() ? recipe.weightDecay() : 0;
      default -> recipe.weightDecay();
    };
  }

  /** Computes the gradients of a batch; parameters stay as they are. */
  Passes passes(Batch batch) {
    NDArray data = batch.getData().singletonOrThrow();
    NDArray labels = batch.getLabels().singletonOrThrow();
    int size = Math.toIntExact(labels.size());
    int count = Math.min(size, replicas.size() * recipe.accumulation());
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    if (count == 1) {
      Part part = pass(replicas.get(0), data, labels, 1);
      decays.keySet().forEach(name -> gradients.put(name, weights().get(name).getGradient()));
      return new Passes(part.logits(), part.loss().getFloat(), gradients);
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Replica replica = replicas.get(i % replicas.size());
      long begin = (long) i * size / count;
      long end = (long) (i + 1) * size / count;
      NDIndex range = new NDIndex("{}:{}", begin, end);
      parts.add(
          pass(
              replica,
              data.get(range).toDevice(replica.device(), false),
              labels.get(range).toDevice(replica.device(), false),
              (float) (end - begin) / size));
      addGradients(replica, gradients);
    }
    NDList logits = new NDList();
    float loss = 0;
    for (Part part : parts) { // read when all are under way
      logits.add(part.logits().toDevice(data.getDevice(), false));
      loss += part.loss().getFloat();
    }
    return new Passes(NDArrays.concat(logits), loss, gradients);
  }

  private Part pass(Replica replica, NDArray data, NDArray labels, float share) {
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NetworkPass pass = new NetworkPass(block(), replica.parameters(), collector, recomputes);
      NDList labelList = new NDList(labels);
      NDList outputs = pass.forward(new NDList(data), labelList);
      NDArray value = trainer.getLoss().evaluate(labelList, outputs);
      NDArray loss = share == 1 ? value : value.mul(share);
      pass.backward(loss);
      return new Part(outputs.singletonOrThrow(), loss);
    }
  }

  /** Engines overwrite gradients in the next pass, so sums are kept apart, on the first device. */
  private void addGradients(Replica replica, Map<String, NDArray> sums) {
    for (String name : decays.keySet()) {
      try (NDArray gradient = replica.values().get(name).getGradient()) {
        NDArray sum = sums.get(name);
        if (sum == null) {
          sums.put(name, gradient.toDevice(replicas.get(0).device(), true));
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
   * Moves the parameters of all replicas.
   *
   * @param step the number of the step, from 1
   */
  void update(Map<String, NDArray> gradients, float learningRate, long step) {
    if (recipe.clipNorm() > 0) {
      GradientNorm.clip(gradients.values(), recipe.clipNorm());
    }
    gradients.forEach(
        (name, gradient) ->
            optimizer.update(
                name, weights().get(name), gradient, learningRate, decays.get(name), step));
    if (replicas.size() > 1) {
      statistics.forEach(this::average);
      for (Replica replica : replicas.subList(1, replicas.size())) {
        weights().forEach((name, weight) -> weight.copyTo(replica.values().get(name)));
      }
    }
  }

  /** Each replica has seen its own part of the batch. */
  private void average(String statistic) {
    NDArray mean = weights().get(statistic);
    for (Replica replica : replicas.subList(1, replicas.size())) {
      try (NDArray other = replica.values().get(statistic).toDevice(mean.getDevice(), true)) {
        mean.addi(other);
      }
    }
    mean.divi(replicas.size());
  }
}
