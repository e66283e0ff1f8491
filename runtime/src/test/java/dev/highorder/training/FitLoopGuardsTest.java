package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.TanhStack;
import dev.highorder.training.callback.ArrayLeakException;
import dev.highorder.training.callback.TrainingDivergedException;
import org.junit.jupiter.api.Test;

/** A run that diverges or leaks ends with a message that names the place. */
class FitLoopGuardsTest {

  @Test
  void stopsAndExplainsWhenTheLossExplodes() {
    TrainingRecipe wild = recipe(r -> r.optLearningRate(LearningRate.cosine(1e5f)));

    String message =
        assertThrows(TrainingDivergedException.class, () -> fit(ColourTraining.network(), wild, 0))
            .getMessage();

    assertTrue(message.contains("diverged in epoch 1, batch"), message);
    assertTrue(
        message.contains(
            "The learning rate was 9.99e+04. Try a tenth of the learning rate, 1.0e+04."),
        message);
    assertTrue(
        message.matches(
            ".* the norm of the gradients from \\S+ to \\S+ \\(its largest value is that of \\S+\\), and the"
                + " largest value of the parameter \\S+, which grew most, from \\S+ to \\S+\\. .*"),
        message);
  }

  /** The second sub-net of the second block multiplies by more than a float can hold. */
  @Test
  void namesTheFirstStageThatIsNotFinite() {
    int[] created = {0};
    Block network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(2)
            .setStack((blocks, width) -> new TanhStack(blocks, () -> subNet(width, ++created[0])))
            .build();

    String message =
        assertThrows(TrainingDivergedException.class, () -> fit(network, recipe(r -> r), 0))
            .getMessage();

    assertTrue(message.contains("stack 1, block 2, stage 2 (sub-net test.Tanh)"), message);
  }

  private static Block subNet(int width, int number) {
    Block block = TanhStack.subNet(width);
    return number < 4
        ? block
        : new SequentialBlock()
            .add(block)
            .add(LambdaBlock.singleton(x -> x.mul(1e30f).mul(1e30f), "overflow"));
  }

  /** A sub-net that keeps a copy of its input in a manager that outlives the batch. */
  @Test
  void namesTheStageThatLeaksArrays() {
    NDManager[] keeper = {null};
    Block network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(
                (blocks, width) -> {
                  int[] created = {0};
                  return new TanhStack(
                      blocks,
                      () -> {
                        boolean leaks = ++created[0] == 2;
                        return new SequentialBlock()
                            .add(TanhStack.subNet(width))
                            .add(
                                LambdaBlock.singleton(
                                    x -> {
                                      if (leaks && keeper[0] != null) {
                                        x.duplicate().attach(keeper[0]);
                                      }
                                      return x;
                                    },
                                    "keep"));
                      });
                })
            .build();
    TrainingRecipe longer = recipe(r -> r.optEpochs(100));

    String message =
        assertThrows(
                ArrayLeakException.class,
                () ->
                    train(
                        network,
                        0,
                        model -> {
                          keeper[0] = model.getNDManager();
                          // So few are validated operator by operator, which is where it leaks.
                          return loop(longer).build().fit(model, IMAGES, IMAGES.first(48));
                        }))
            .getMessage();

    assertTrue(message.contains("1 of shape (16, 4, 8, 8)"), message);
    assertTrue(message.contains("1 in stack 1, block 1, stage 2 (sub-net test.Tanh)"), message);
  }
}
