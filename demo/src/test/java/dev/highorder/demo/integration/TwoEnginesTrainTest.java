package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few training steps from the same parameters by the same recipe lead to nearly the same
 * parameters on MXNet and on PyTorch, on any thread.
 */
class TwoEnginesTrainTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1, 16).draw(DataSplit.TRAIN, 40);

  private static TrainingRecipe.Builder recipe() {
    return TrainingRecipe.quick(2)
        .optBatchSize(10)
        .optLearningRate(LearningRate.constant(0.01f))
        .optWeightDecay(0.01f);
  }

  static Stream<TrainingRecipe> recipes() {
    return Stream.of(
        recipe().build(),
        recipe().optMomentum(0).build(),
        recipe().optRule(UpdateRule.NESTEROV).optAccumulation(2).optAveraging(0.8f).build(),
        recipe()
            .optRule(UpdateRule.ADAMW)
            .optLearningRate(LearningRate.constant(1e-4f))
            .optClipNorm(0.5f)
            .optPatience(1)
            .optLabelSmoothing(0.1f)
            .build());
  }

  /**
   * A smooth network: a ReLU near zero, and batch normalisation of few images, would magnify the
   * last digits, in which engines differ.
   */
  private static Block network() {
    return new SequentialBlock()
        .add(convolution())
        .add(Activation::tanh)
        .add(convolution())
        .add(Activation::tanh)
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  private static Block convolution() {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(16).build();
  }

  /** The parameters before and after a training run, and its epochs. */
  private record Trained(List<float[]> before, List<float[]> after, List<EpochResult> epochs) {}

  private static Trained train(String engine, List<float[]> start, TrainingRecipe recipe)
      throws StorageException {
    Engines.start(engine, 0);
    Block network = network();
    try (Model model = Model.newInstance("two", engine)) {
      network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 16, 16));
      List<Parameter> parameters = network.getParameters().values();
      for (int i = 0; start != null && i < start.size(); i++) {
        parameters.get(i).getArray().set(start.get(i));
      }
      model.setBlock(network);
      List<float[]> before = values(network);
      List<EpochResult> epochs =
          FitLoop.builder().setRecipe(recipe).build().fit(model, SHAPES, SHAPES).epochs();
      return new Trained(before, values(network), epochs);
    }
  }

  private static List<float[]> values(Block network) {
    List<float[]> values = new ArrayList<>();
    for (Parameter parameter : network.getParameters().values()) {
      values.add(parameter.getArray().toFloatArray());
    }
    return values;
  }

  private static <T> T onAnotherThread(Callable<T> work) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(work).get();
    } finally {
      thread.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void enginesAgree(TrainingRecipe recipe) throws Exception {
    Trained mxnet = train(Engines.MXNET, null, recipe);
    Trained pytorch = train(Engines.PYTORCH, mxnet.before(), recipe);
    Trained elsewhere = onAnotherThread(() -> train(Engines.PYTORCH, mxnet.before(), recipe));

    assertTrue(distance(mxnet.before(), mxnet.after()) > 0.01, "parameters move");
    double moved = distance(mxnet.before(), mxnet.after());
    assertEquals(0, distance(mxnet.after(), pytorch.after()) / moved, 2e-3);
    assertEquals(0, distance(pytorch.after(), elsewhere.after()) / moved, 2e-3);
    EpochResult last = mxnet.epochs().get(mxnet.epochs().size() - 1);
    EpochResult other = pytorch.epochs().get(pytorch.epochs().size() - 1);
    assertEquals(last.training().loss(), other.training().loss(), 1e-3);
  }

  /** The Euclidean distance over all parameters. */
  private static double distance(List<float[]> a, List<float[]> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < a.get(i).length; j++) {
        double difference = a.get(i)[j] - b.get(i)[j];
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum);
  }

  /** Replicas of one network on one device do not share its parameters on PyTorch either. */
  @Test
  void replicasOnPyTorchLearn() throws Exception {
    Engines.start(Engines.PYTORCH, 0);
    TrainingRecipe recipe = recipe().optEpochs(6).build();
    try (Model model = Model.newInstance("two", Engines.PYTORCH)) {
      model.setBlock(network());
      List<EpochResult> epochs =
          FitLoop.builder()
              .setRecipe(recipe)
              .optDevices(Device.cpu(), Device.cpu())
              .build()
              .fit(model, SHAPES, SHAPES)
              .epochs();
      assertTrue(
          epochs.get(5).training().loss() < epochs.get(0).training().loss(), epochs.toString());
    }
  }

  @Test
  void anotherEngineCannotResume(@TempDir Path folder) throws Exception {
    TrainingRecipe recipe = recipe().optEpochs(1).build();
    CheckpointPolicy policy = CheckpointPolicy.in(folder.resolve("checkpoints"));
    Engines.start(Engines.MXNET, 0);
    try (Model model = Model.newInstance("two", Engines.MXNET)) {
      model.setBlock(network());
      FitLoop.builder().setRecipe(recipe).optCheckpoints(policy).build().fit(model, SHAPES, SHAPES);
    }
    Engines.start(Engines.PYTORCH, 0);
    try (Model model = Model.newInstance("two", Engines.PYTORCH)) {
      model.setBlock(network());
      FitLoop loop = FitLoop.builder().setRecipe(recipe).optCheckpoints(policy).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> loop.resume(model, SHAPES, SHAPES))
              .getMessage();
      assertTrue(message.contains("engine MXNet"), message);
    }
  }
}
