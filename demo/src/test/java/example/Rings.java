package example;

import static dev.highorder.Scheme.RK4;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.util.Progress;
import dev.highorder.HighOrder;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ArrayClassifier;
import dev.highorder.dataset.DjlExamples;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.subnet.DenseSubNet;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Trains on a DJL data set: is a point in the inner or in the outer ring? */
public final class Rings {

  private Rings() {}

  @HighOrder(scheme = RK4, blocks = 2)
  static Block dense(int features) {
    return new DenseSubNet(features);
  }

  /** Points drawn at random, as a data set in the manner of DJL. */
  static final class Points extends RandomAccessDataset {

    private final int size;
    private final long seed;

    Points(int size, long seed) {
      super(new Options().setSampling(1, false)); // DjlExamples does not use these
      this.size = size;
      this.seed = seed;
    }

    private static final class Options extends BaseBuilder<Options> {
      @Override
      protected Options self() {
        return this;
      }
    }

    @Override
    public Record get(NDManager manager, long index) {
      Random random = new Random(31 * seed + index);
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = index % 2 + 0.8 * random.nextDouble();
      float[] point = {(float) (radius * Math.cos(angle)), (float) (radius * Math.sin(angle))};
      return new Record(
          new NDList(manager.create(point)), new NDList(manager.create((float) (index % 2))));
    }

    @Override
    protected long availableSize() {
      return size;
    }

    @Override
    public void prepare(Progress progress) {}
  }

  private static DjlExamples examples(NDManager manager, int size, long seed) throws IOException {
    return DjlExamples.builder()
        .setDataset(new Points(size, seed))
        .setClasses(List.of("inner", "outer"))
        .setManager(manager)
        .build();
  }

  /** Trains, saves and loads. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("highorder").resolve("rings");
    Network network =
        Network.builder()
            .setClasses(2)
            .setWidths(16)
            .setBlocks(2)
            .setStack(DenseRk4::withBlocks)
            .optLayout(Layout.VECTOR)
            .build();
    try (Model model = Model.newInstance("rings", Engines.start().getEngineName())) {
      model.setBlock(network);
      DjlExamples training = examples(model.getNDManager(), 800, 1);
      DjlExamples validation = examples(model.getNDManager(), 200, 2);
      FitLoop loop =
          FitLoop.builder().setRecipe(TrainingRecipe.quick(10).optBatchSize(32).build()).build();
      TrainingRun run = loop.fit(model, training, validation);
      SavedClassifier.save(directory, network, run, false);
    }
    try (ArrayClassifier classifier = ArrayClassifier.load(directory)) {
      System.out.println(classifier.classify(new float[] {0.2f, -0.3f}).best());
    }
  }
}
