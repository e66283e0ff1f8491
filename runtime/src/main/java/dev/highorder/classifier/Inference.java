package dev.highorder.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.CapturedNetwork;
import dev.highorder.network.Network;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a trained network, the fastest way that the engine has: on MXNet's processor as a static
 * graph for each size of batch that has come before, else operator by operator.
 *
 * <p>One thread at a time may use it.
 */
final class Inference {

  /** A graph holds the memory of its batch, so only the sizes used last have one. */
  private static final int MAX_GRAPHS = 4;

  private static final Logger LOGGER = LoggerFactory.getLogger(Inference.class);

  private final Network network;
  private final NDManager manager;
  private final ParameterStore parameters;
  private final Set<Shape> seen = new HashSet<>();
  private final Map<Shape, CapturedNetwork> graphs = new LinkedHashMap<>(16, 0.75f, true);
  private boolean captures;

  /**
   * Takes a network whose parameters do not change any more.
   *
   * @param manager what they belong to
   */
  Inference(Network network, NDManager manager) {
    this.network = network;
    this.manager = manager;
    parameters = new ParameterStore(manager, false);
    captures =
        manager.getEngine().getEngineName().equals(Engines.MXNET)
            && !manager.getDevice().isGpu()
            && CapturedNetwork.isEnabled();
  }

  /**
   * Returns the logits of a batch.
   *
   * @param batch {@code (batch, 3, height, width)}, normalised
   */
  NDArray logits(NDArray batch) {
    Shape shape = batch.getShape();
    CapturedNetwork graph = graphs.get(shape);
    if (graph != null) {
      return graph.forward(batch);
    }
    NDArray logits = network.forward(parameters, new NDList(batch), false).singletonOrThrow();
    if (captures && !seen.add(shape)) { // a size that comes once is not worth a graph
      capture(batch);
    }
    return logits;
  }

  private void capture(NDArray batch) {
    try {
      graphs.put(batch.getShape(), CapturedNetwork.of(network, manager, batch));
      seen.clear();
    } catch (IllegalStateException e) {
      captures = false;
      LOGGER.info("The network runs operator by operator: {}", e.getMessage());
    }
    if (graphs.size() > MAX_GRAPHS) {
      Map.Entry<Shape, CapturedNetwork> oldest = graphs.entrySet().iterator().next();
      graphs.remove(oldest.getKey());
      oldest.getValue().close();
    }
  }

  /** Returns how many sizes of batch run as a graph. */
  int graphs() {
    return graphs.size();
  }
}
