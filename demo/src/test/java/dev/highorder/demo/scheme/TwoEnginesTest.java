package dev.highorder.demo.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same generated class gives the same on MXNet and on PyTorch, from the same weights. */
class TwoEnginesTest {

  static Stream<String> networks() {
    return NamedStacks.all().keySet().stream();
  }

  /** What an engine computed, by name. */
  private record Result(Map<String, float[]> outputs, Map<String, float[]> gradients) {}

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndGradientsAgree(String name) {
    Result mxnet = compute(name, Engines.MXNET);
    Result pytorch = compute(name, Engines.PYTORCH);

    assertAgree(mxnet.outputs(), pytorch.outputs(), 1e-4);
    assertAgree(mxnet.gradients(), pytorch.gradients(), 1e-3);
  }

  private static void assertAgree(
      Map<String, float[]> one, Map<String, float[]> other, double tolerance) {
    assertEquals(one.keySet(), other.keySet());
    one.forEach((name, values) -> assertAgree(name, values, other.get(name), tolerance));
  }

  private static void assertAgree(String name, float[] one, float[] other, double tolerance) {
    assertEquals(one.length, other.length, name);
    double largest = 1;
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i]));
      difference = Math.max(difference, Math.abs(one[i] - other[i]));
    }
    assertTrue(
        difference <= tolerance * largest,
        "%s differs by %s, its largest value is %s".formatted(name, difference, largest));
  }

  private static Result compute(String name, String engineName) {
    Engine engine = Engines.start(engineName, 0);
    Network network =
        Network.builder()
            .setClasses(5)
            .setWidths(4, 8)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .build();
    try (Model model = Model.newInstance(name, engine.getEngineName())) {
      model.setBlock(network);
      try (Trainer trainer =
          model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
        trainer.initialize(new Shape(1, 3, 8, 8));
        setParameters(network);
        // A ReLU whose input is zero up to rounding may open on one engine and stay shut on the
        // other, which changes gradients by more than rounding; with this seed there is none.
        Random random = new Random(7);
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
