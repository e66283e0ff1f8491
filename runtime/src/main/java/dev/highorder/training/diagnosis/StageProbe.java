package dev.highorder.training.diagnosis;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import dev.highorder.network.ParameterCopies;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StageObserver;
import dev.highorder.training.diagnosis.StageNorms.StageNorm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the stages of all stacks of a network while it is open. Compiled graphs do not run
 * stacks and are not measured; a stack has room for one probe at a time.
 */
public final class StageProbe implements AutoCloseable {

  private final List<HighOrderStack> stacks;
  private final List<Reading> readings = new ArrayList<>();

  /** A stage of the network; numbers from 1. */
  private record Place(int stack, int block, int stage) {}

  /**
   * The mean square of a stage, over the batch or a part of it; the engine may still compute it.
   */
  private record Reading(Place place, long size, NDArray meanSquare) {}

  /** Starts to measure. */
  public StageProbe(Block network) {
    stacks = stacks(network).toList();
    for (int i = 0; i < stacks.size(); i++) {
      stacks.get(i).observe(observer(i + 1));
    }
  }

  /** Returns all stacks in a block, itself included, in order. */
  static Stream<HighOrderStack> stacks(Block block) {
    return block instanceof HighOrderStack stack
        ? Stream.of(stack)
        : block.getChildren().values().stream().flatMap(StageProbe::stacks);
  }

  private StageObserver observer(int stack) {
    return (block, stage, k) -> {
      try (NDArray square = k.square()) {
        NDArray mean = square.mean();
        // The tensors of a stage are closed with its scope; this one is read after the pass.
        mean.attach(k.getManager().getParentManager());
        readings.add(new Reading(new Place(stack, block, stage), k.size(), mean));
      }
    };
  }

  /**
   * Runs a network in training mode, outside of any training step, and measures its stages. It runs
   * with copies of its parameters, so that no running statistics change.
   *
   * @param data the network's input, whose first axis is the batch; it stays open
   * @param step the number of the training step, from 1
   */
  @SuppressWarnings("try") // the engine records as long as the collector is open
  public static StageNorms recomputedNorms(Block network, NDArray data, long step) {
    NDManager manager = data.getManager();
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector();
        StageProbe probe = new StageProbe(network)) {
      NDArray x = data.duplicate();
      x.attach(scope);
      network.forward(
          new ParameterCopies(scope, network, x.getDevice(), false), new NDList(x), true);
      return probe.norms(step);
    }
  }

  /**
   * Returns the sizes over the passes since the probe was opened; each may have had a part of one
   * batch.
   *
   * @param step the number of the training step, from 1
   */
  public StageNorms norms(long step) {
    Map<Place, List<Reading>> byPlace =
        readings.stream()
            .collect(
                Collectors.groupingBy(Reading::place, LinkedHashMap::new, Collectors.toList()));
    return new StageNorms(
        step,
        byPlace.entrySet().stream().map(entry -> norm(entry.getKey(), entry.getValue())).toList());
  }

  private StageNorm norm(Place place, List<Reading> parts) {
    double squares = 0;
    long size = 0;
    for (Reading part : parts) {
      squares += part.size() * (double) part.meanSquare().getFloat();
      size += part.size();
    }
    return new StageNorm(
        place.stack(),
        stacks.get(place.stack() - 1).description().subNet(),
        place.block(),
        place.stage(),
        Math.sqrt(squares / size));
  }

  @Override
  public void close() {
    stacks.forEach(stack -> stack.observe(null));
    readings.forEach(reading -> reading.meanSquare().close());
  }
}
