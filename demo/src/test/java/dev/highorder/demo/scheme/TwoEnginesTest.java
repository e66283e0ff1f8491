package dev.highorder.demo.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same generated class gives the same on MXNet and on PyTorch, from the same weights. */
class TwoEnginesTest {

  /** The narrowest that every sub-net takes. */
  private static final int WIDTH = 16;

  static Stream<String> networks() {
    return NamedStacks.all().keySet().stream();
  }

  /** What an engine computed, by name. */
  private record Result(Map<String, float[]> outputs, Map<String, float[]> gradients) {}

  /**
   * Inputs that are tried. A ReLU whose input is zero up to rounding may open on one engine and
   * stay shut on the other, which changes gradients by more than rounding: that happens to one
   * network and input in about fifteen. Wrong wiring would show in every input.
   */
  private static final int INPUTS = 5;

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndGradientsAgree(String name) {
    List<String> differences = new ArrayList<>();
    for (int input = 1; input <= INPUTS; input++) {
      Result mxnet = compute(name, Engines.MXNET, input);
      Result pytorch = compute(name, Engines.PYTORCH, input);

      assertEquals(List.of(), differences(mxnet.outputs(), pytorch.outputs(), 1e-4));
      List<String> inGradients = differences(mxnet.gradients(), pytorch.gradients(), 1e-3);
      if (inGradients.isEmpty()) {
        return;
      }
      differences.addAll(inGradients);
    }
    fail(String.join("\n", differences));
  }

  /** Describes the tensors that differ by more than a part of their largest value, at least 1. */
  private static List<String> differences(
      Map<String, float[]> one, Map<String, float[]> other, double tolerance) {
    assertEquals(one.keySet(), other.keySet());
    List<String> differences = new ArrayList<>();
    one.forEach(
        (name, values) -> {
          float[] others = other.get(name);
          assertEquals(values.length, others.length, name);
          double largest = 1;
          double difference = 0;
          for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
            difference = Math.max(difference, Math.abs(values[i] - others[i]));
          }
          if (!(difference <= tolerance * largest)) {
            differences.add(
                "%s differs by %s, its largest value is %s".formatted(name, difference, largest));
          }
        });
    return differences;
  }

  private static Result compute(String name, String engineName, int seed) {
    Engine engine = Engines.start(engineName, 0);
    Network network =
        Network.builder()
            .setClasses(5)
            .setWidths(WIDTH, 2 * WIDTH)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .optLayout(NamedStacks.layout(name))
            .build();
    try (Model model = Model.newInstance(name, engine.getEngineName())) {
      model.setBlock(network);
      try (Trainer trainer =
          model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
        trainer.initialize(new Shape(1, 3, 8, 8));
        setParameters(network);
        Random random = new Random(seed);
        float[] pixels = new float[6 * 3 * 8 * 8];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (float) random.nextGaussian();
        }
        NDArray x = trainer.getManager().create(pixels, new Shape(6, 3, 8, 8));
        NDArray labels = trainer.getManager().create(new float[] {0, 1, 2, 3, 4, 0});
        Map<String, float[]> outputs = new LinkedHashMap<>();
        Map<String, float[]> gradients = new LinkedHashMap<>();
        outputs.put("inference", trainer.evaluate(new NDList(x)).head().toFloatArray());
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList logits = trainer.forward(new NDList(x));
          outputs.put("training", logits.head().toFloatArray());
          NDArray loss = trainer.getLoss().evaluate(new NDList(labels), logits);
          outputs.put("loss", new float[] {loss.getFloat()});
          collector.backward(loss);
        }
        for (Pair<String, Parameter> parameter : network.getParameters()) {
          if (parameter.getValue().requiresGradient()) {
            gradients.put(
                parameter.getKey(), parameter.getValue().getArray().getGradient().toFloatArray());
          }
        }
        return new Result(outputs, gradients);
      }
    }
  }

  /** Scales and variances stay positive. */
  private static void setParameters(Network network) {
    Random random = new Random(3);
    for (Parameter parameter : network.getParameters().values()) {
      float[] values = new float[(int) parameter.getShape().size()];
      boolean positive =
          parameter.getType() == Parameter.Type.GAMMA
              || parameter.getType() == Parameter.Type.RUNNING_VAR;
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (positive ? 0.5 + random.nextDouble() : 0.3 * random.nextGaussian());
      }
      parameter.getArray().set(values);
    }
  }
}
