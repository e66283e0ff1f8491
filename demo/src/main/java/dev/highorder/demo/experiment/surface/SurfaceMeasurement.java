package dev.highorder.demo.experiment.surface;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.SeededRandom;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;

/**
 * Measures loss surfaces: the loss of a network whose weights are moved along two random directions
 * that are normalised filter by filter (Li et al. 2018, <em>Visualizing the Loss Landscape of
 * Neural Nets</em>). Networks of equal depth and equal seed have the same weights, directions and
 * images, whatever their scheme.
 */
public final class SurfaceMeasurement {

  private final SurfaceSetting setting;
  private final LabelledImages images;
  private final ImageFormat format;
  private final ShortTraining training;

  /**
   * Takes the images, of which each seed chooses some.
   *
   * @param images the images of the loss; their mean and deviation normalise all images
   * @param training the images of a training before the surface; not used without one
   */
  public SurfaceMeasurement(
      SurfaceSetting setting, LabelledImages images, LabelledImages training) {
    this.setting = setting;
    this.images = images;
    format = images.measuredFormat();
    this.training = new ShortTraining(training, setting.trained(), format);
  }

  /**
   * Measures one surface.
   *
   * @param seed of the weights, the directions and the choice of images
   * @param progress receives the share of the points that are measured, from 0 to 1, after each
   * @throws StorageException if a training image cannot be read
   */
  public LossSurface measure(SurfaceScheme scheme, long seed, DoubleConsumer progress)
      throws StorageException {
    Engine engine = Engines.start();
    Backend backend = Engines.backend(engine);
    Model model = backend.call(() -> Model.newInstance(scheme.name(), engine.getEngineName()));
    try {
      Network network = network(scheme);
      model.setBlock(network);
      backend.run(() -> initialise(network, model.getNDManager(), seed));
      training.train(model, seed);
      return new LossSurface(scheme, seed, losses(backend, model, network, seed, progress));
    } finally {
      backend.run(model::close);
    }
  }

  private Network network(SurfaceScheme scheme) {
    return Network.builder()
        .setClasses(images.classes().size())
        .setWidths(setting.width())
        .setBlocks(setting.subNets() / scheme.stages())
        .setStack(scheme.stacks(setting.subNet()))
        .build();
  }

  private void initialise(Network network, NDManager manager, long seed) {
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(format.shape()));
    new PlacedWeights(network, seed).initialise();
  }

  private List<List<Double>> losses(
      Backend backend, Model model, Network network, long seed, DoubleConsumer progress) {
    NDManager manager = model.getNDManager();
    int[] chosen = chosen(seed);
    int[] labels = new int[chosen.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(chosen[i]);
    }
    NDArray batch = backend.call(() -> batch(manager, chosen));
    NetworkLoss loss = new NetworkLoss(network, batch, labels, setting.isNormalised());
    MovedWeights weights =
        backend.call(
            () -> new MovedWeights(network, new PlacedWeights(network, seed).directions()));
    List<List<Double>> losses = new ArrayList<>();
    for (int row = 0; row < setting.points(); row++) {
      List<Double> line = new ArrayList<>();
      for (int column = 0; column < setting.points(); column++) {
        double first = setting.factor(column);
        double second = setting.factor(row);
        line.add(
            backend.call(
                () -> {
                  try (NDManager scope = manager.newSubManager()) {
                    return loss.of(weights.at(scope, first, second));
                  }
                }));
        int done = row * setting.points() + column + 1;
        progress.accept(done / (double) (setting.points() * setting.points()));
      }
      losses.add(line);
    }
    return losses;
  }

  private int[] chosen(long seed) {
    Random random = SeededRandom.of(~seed, 0);
    return random.ints(0, images.size()).distinct().limit(setting.images()).toArray();
  }

  private NDArray batch(NDManager manager, int[] chosen) {
    ExampleEncoder encoder = images.encoder(format);
    int size = Math.toIntExact(format.shape().size());
    float[] values = new float[chosen.length * size];
    for (int i = 0; i < chosen.length; i++) {
      encoder.encode(chosen[i], 0, values, i * size);
    }
    return manager.create(values, new Shape(chosen.length).addAll(format.shape()));
  }
}
