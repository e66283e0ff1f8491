package dev.highorder.training.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageProbeTest {

  /** A probe reads the very numbers that the stages return. */
  @Test
  void probeMeasuresStages() {
    String engine = Engines.start().getEngineName();
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    try (Model model = Model.newInstance("probe", engine)) {
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 8, 8));
      List<Double> expected = new ArrayList<>();
      network.stacks().get(0).observe((block, stage, k) -> expected.add(rms(k.toFloatArray())));
      NDArray x = model.getNDManager().randomNormal(new Shape(2, 3, 8, 8));
      var parameters = new ParameterStore(model.getNDManager(), false);
      network.forward(parameters, new NDList(x), false);
      try (StageProbe probe = new StageProbe(network)) {
        network.forward(parameters, new NDList(x), false);
        List<StageNorms.StageNorm> stages = probe.norms(1).stages();
        assertEquals(2, stages.size());
        for (int i = 0; i < 2; i++) {
          assertEquals(expected.get(i), stages.get(i).rms(), 1e-5);
        }
      }
      assertFalse(expected.contains(0.0));
    }
  }

  private static double rms(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum / values.length);
  }
}
