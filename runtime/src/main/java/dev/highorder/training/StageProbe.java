package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import dev.highorder.network.ParameterCopies;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StageObserver;
import dev.highorder.training.StageNorms.StageNorm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures the states of all stacks of a network while it is open. */
final class StageProbe implements AutoCloseable {

  private final List<HighOrderStack> stacks;
  private final List<Reading> readings = new ArrayList<>();

  /** Which stage of the network. */
  private record Place(int stack, int block, int stage) {}

  /** A state, or that of a part of the batch, whose mean square is under way. */
  private record Reading(Place place, long size, NDArray meanSquare) {}

  StageProbe(Block network) {
    stacks = stacks(network).toList();
    for (int i = 0; i < stacks.size(); i++) {
      stacks.get(i).observe(observer(i + 1));
    }
  }

  /** Returns the stacks of a block, its own and those of its children, in order. */
  static Stream<HighOrderStack> stacks(Block block) {
    return block instanceof HighOrderStack stack
        ? Stream.of(stack)
        : block.getChildren().values().stream().flatMap(StageProbe::stacks);
  }

  private StageObserver observer(int stack) {
    return (block, stage, k) -> {
      try (NDArray square = k.square()) {
        NDArray mean = square.mean();
        // A stage's tensors are closed with its scope; this one is read when the pass is over.
        mean.attach(k.getManager().getParentManager());
        readings.add(new Reading(new Place(stack, block, stage), k.size(), mean));
      }
    };
  }

  /**
   * Runs a network on images as in training, apart from the step: with copies of its parameters, so
   * that no running statistics move.
   *
   * @param images {@code (batch, 3, height, width)}; they stay open
   * @param step the number of the step, from 1
   */
  @SuppressWarnings("try") // the engine records as long as the collector is open
  static StageNorms recomputedNorms(Block network, NDArray images, long step) {
    NDManager manager = images.getManager();
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector();
        StageProbe probe = new StageProbe(network)) {
      NDArray x = images.duplicate();
      x.attach(scope);
      network.forward(
          new ParameterCopies(scope, network, x.getDevice(), false), new NDList(x), true);
      return probe.norms(step);
    }
  }

  /** Returns the norms over the passes so far, which may each have had a part of a batch. */
  StageNorms norms(long step) {
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
