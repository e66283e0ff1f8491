package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stacks generated for existing models train on DJL's own trainer. */
class ExistingModelsTest {

  static Stream<Arguments> stacks() {
    Shape images = new Shape(4, 3, 8, 8);
    return Stream.of(
        Arguments.of((StackFactory) ResidualRk4::withBlocks, Layout.CIFAR, images),
        Arguments.of((StackFactory) InvertedMidpoint::withBlocks, Layout.CIFAR, images),
        Arguments.of(
            (StackFactory) (blocks, width) -> PerceptronHeun2.withBlocks(blocks, width, 12),
            Layout.VECTOR,
            new Shape(4, 6)),
        Arguments.of((StackFactory) TokensRk4::withBlocks, Layout.SEQUENCE, new Shape(4, 5, 6)));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void lossFalls(StackFactory stack, Layout layout, Shape input) {
    Engine engine = Engines.start();
    engine.setRandomSeed(1);
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(8, 12)
            .setBlocks(1)
            .setStack(stack)
            .optLayout(layout)
            .build();
    try (Model model = Model.newInstance("existing", engine.getEngineName())) {
      model.setBlock(network);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.02f)).build());
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(input);
        NDArray x = trainer.getManager().randomNormal(input);
        NDArray labels = trainer.getManager().create(new float[] {0, 1, 2, 0});
        float first = step(trainer, x, labels);
        float last = first;
        for (int i = 0; i < 10; i++) {
          last = step(trainer, x, labels);
        }
        assertTrue(last < first, first + " to " + last);
        assertEquals(new Shape(4, 3), trainer.evaluate(new NDList(x)).head().getShape());
      }
    }
  }

  private static float step(Trainer trainer, NDArray x, NDArray labels) {
    float value;
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDArray loss = trainer.getLoss().evaluate(new NDList(labels), trainer.forward(new NDList(x)));
      value = loss.getFloat();
      collector.backward(loss);
    }
    trainer.step();
    return value;
  }
}
