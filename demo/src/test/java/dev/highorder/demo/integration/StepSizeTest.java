package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained step sizes: their number, their values' effect and their gradients, on both engines. */
class StepSizeTest {

  /** F(y) = tanh(y), without parameters, so that those counted are the step sizes. */
  @HighOrder(scheme = Scheme.HEUN2, blocks = 1, name = "Fixed", h = 0.5)
  @HighOrder(scheme = Scheme.HEUN2, blocks = 1, name = "Learned", step = StepSize.LEARNED, h = 0.5)
  @HighOrder(
      scheme = Scheme.HEUN2,
      blocks = 1,
      name = "PerStage",
      step = StepSize.LEARNED_PER_STAGE,
      h = 0.5)
  @HighOrder(
      scheme = Scheme.HEUN2,
      blocks = 1,
      name = "PerChannel",
      step = StepSize.LEARNED_PER_CHANNEL,
      h = 0.5)
  @HighOrder(
      scheme = Scheme.HEUN2,
      blocks = 1,
      name = "Bounded",
      step = StepSize.LEARNED,
      h = 0.5,
      range = {0.25, 4})
  static Block tanh() {
    return LambdaBlock.singleton(Activation::tanh, "tanh");
  }

  private static final float[] INPUT = {0.3f, -0.7f};

  static Stream<Arguments> kinds() {
    return Stream.of(Engines.MXNET, Engines.PYTORCH)
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(engine, (Supplier<HighOrderStack>) Fixed::new, 0),
                    Arguments.of(engine, (Supplier<HighOrderStack>) Learned::new, 1),
                    Arguments.of(engine, (Supplier<HighOrderStack>) PerStage::new, 2),
                    Arguments.of(engine, (Supplier<HighOrderStack>) PerChannel::new, 2),
                    Arguments.of(engine, (Supplier<HighOrderStack>) Bounded::new, 1)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void valuesAndGradientsAreThoseOfTheFormula(
      String engineName, Supplier<HighOrderStack> create, int parameters) {
    Engine engine = Engines.start(engineName, 0);
    HighOrderStack stack = create.get();
    try (Model model = Model.newInstance("steps", engine.getEngineName())) {
      model.setBlock(stack);
      try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()))) {
        trainer.initialize(new Shape(1, 2));
        long count =
            stack.getParameters().values().stream().mapToLong(p -> p.getShape().size()).sum();
        assertEquals(parameters, count);
        NDArray x = trainer.getManager().create(INPUT, new Shape(1, 2));
        NDArray y;
        try (GradientCollector collector = trainer.newGradientCollector()) {
          y = trainer.forward(new NDList(x)).head();
          if (parameters > 0) {
            collector.backward(y.sum());
          }
        }
        assertArrayEquals(
            new float[] {(float) heun(INPUT[0], 0.5, 0.5), (float) heun(INPUT[1], 0.5, 0.5)},
            y.toFloatArray(),
            1e-6f);
        assertGradients(stack);
      }
    }
  }

  private static void assertGradients(HighOrderStack stack) {
    DoubleUnaryOperator both = h -> heun(INPUT[0], h, h) + heun(INPUT[1], h, h);
    DoubleUnaryOperator first = h -> heun(INPUT[0], h, 0.5) + heun(INPUT[1], h, 0.5);
    DoubleUnaryOperator second = h -> heun(INPUT[0], 0.5, h) + heun(INPUT[1], 0.5, h);
    DoubleUnaryOperator channel1 = h -> heun(INPUT[0], h, h);
    DoubleUnaryOperator channel2 = h -> heun(INPUT[1], h, h);
    switch (stack.description().step().kind()) {
      case FIXED, DIVIDED -> assertEquals(0, stack.steps().get(0).size());
      case LEARNED -> assertGradient(stack.steps().get(0).get(0), both);
      case LEARNED_PER_STAGE -> {
        assertGradient(stack.steps().get(0).get(0), first);
        assertGradient(stack.steps().get(0).get(1), second);
      }
      case LEARNED_PER_CHANNEL -> assertGradient(stack.steps().get(0).get(0), channel1, channel2);
    }
  }

  private static void assertGradient(Parameter parameter, DoubleUnaryOperator... of) {
    float[] gradient = parameter.getArray().getGradient().toFloatArray();
    double e = 1e-6;
    for (int i = 0; i < of.length; i++) {
      double difference = (of[i].applyAsDouble(0.5 + e) - of[i].applyAsDouble(0.5 - e)) / (2 * e);
      assertEquals(difference, gradient[i], 1e-5);
    }
  }

  /** Heun's method by its definition, with a step size for each stage. */
  private static double heun(double x, double h1, double h2) {
    double k1 = h1 * Math.tanh(x);
    double k2 = h2 * Math.tanh(x + k1);
    return x + (k1 + k2) / 2;
  }
}
