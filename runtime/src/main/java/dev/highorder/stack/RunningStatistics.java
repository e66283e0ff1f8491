package dev.highorder.stack;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * A snapshot of the running means and variances of sub-nets, which a recomputation must not update
 * a second time.
 *
 * <p>PyTorch updates them in the forward pass, and so again when it is recomputed. MXNet updates
 * them in the backward pass, and so once.
 */
final class RunningStatistics implements AutoCloseable {

  private final List<NDArray> arrays;
  private final List<NDArray> before;

  RunningStatistics(List<Block> subNets, ParameterStore parameterStore, Device device) {
    arrays =
        subNets.stream()
            .distinct()
            .flatMap(subNet -> subNet.getParameters().values().stream())
            .filter(p -> isStatistic(p.getType()))
            .map(p -> parameterStore.getValue(p, device, true))
            .toList();
    before = arrays.stream().map(NDArray::duplicate).toList();
  }

  private static boolean isStatistic(Parameter.Type type) {
    return type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR;
  }

  /** Returns whether they differ from the snapshot. */
  boolean haveChanged() {
    for (int i = 0; i < arrays.size(); i++) {
      // DJL's own comparison leaks temporaries into the managers of the arrays.
      if (!arrays.get(i).toByteBuffer().equals(before.get(i).toByteBuffer())) {
        return true;
      }
    }
    return false;
  }

  /** Restores the snapshot. */
  void restore() {
    for (int i = 0; i < arrays.size(); i++) {
      before.get(i).copyTo(arrays.get(i));
    }
  }

  @Override
  public void close() {
    before.forEach(NDArray::close);
  }
}
