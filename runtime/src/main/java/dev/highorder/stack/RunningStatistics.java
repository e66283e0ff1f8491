package dev.highorder.stack;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * The running means and variances of sub-nets, which a second evaluation must not move again.
 *
 * <p>PyTorch moves them in the forward pass, so a second time when it is computed again; MXNet
 * moves them in the backward pass, so once.
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

  boolean haveMoved() {
    for (int i = 0; i < arrays.size(); i++) {
      // DJL's own comparison leaves temporaries in the manager of what it compares.
      if (!arrays.get(i).toByteBuffer().equals(before.get(i).toByteBuffer())) {
        return true;
      }
    }
    return false;
  }

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
