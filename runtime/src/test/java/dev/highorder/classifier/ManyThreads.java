package dev.highorder.classifier;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.evaluation.Guessing;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A process in which many short threads each classify once, and then, as a control, threads that
 * call MXNet themselves. It prints the growth of resident memory in bytes and the number of
 * distinct answers, of both.
 */
final class ManyThreads {

  private static final int AT_A_TIME = 8;
  private static final int WARM_UP = 200;

  private ManyThreads() {}

  /**
   * Runs the threads.
   *
   * @param args a folder, the number of threads, and the number of threads of the control
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]).resolve("classifier");
    LabelledImages shapes = new DrawnShapes(1).draw(DataSplit.TEST, 20);
    save(directory, shapes);
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      print(
          Integer.parseInt(args[1]),
          () -> classifier.classify(shapes.image(0)).best().probability());
    }
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray x = manager.ones(new Shape(1, 3, 32, 32));
      CompiledNetwork compiled =
          Engines.backend(manager.getEngine())
              .compiler(manager.getDevice())
              .orElseThrow()
              .compile(initialised(manager), manager, x);
      print(
          Integer.parseInt(args[2]),
          () -> {
            synchronized (compiled) {
              try (NDArray y = compiled.forward(x)) {
                return (double) y.toFloatArray()[0];
              }
            }
          });
    }
  }

  private static Network initialised(NDManager manager) {
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
    return network;
  }

  private static void save(Path directory, LabelledImages shapes) throws StorageException {
    Engine engine = Engines.start();
    Evaluation none = new Evaluation(0, 0, 0);
    try (NDManager manager = engine.newBaseManager()) {
      SavedClassifier.save(
          directory,
          initialised(manager),
          new TrainingRun(
              TrainingRecipe.quick(1).build(),
              shapes,
              shapes.format(shapes.normalisation()),
              List.of(
                  new EpochResult(
                      1, none, none, 0, 0.1f, new EpochResult.Resources(0, 0, 0, 0, 0))),
              new Guessing(1, 1)),
          false);
    }
  }

  private static void print(int threads, Supplier<Double> work) throws InterruptedException {
    Set<Double> answers = ConcurrentHashMap.newKeySet();
    answers.add(work.get()); // of this thread
    run(Math.min(WARM_UP, threads / 4), work, answers);
    long before = resident();
    run(threads, work, answers);
    System.out.println("RESULT " + (resident() - before) + " " + answers.size());
  }

  private static long resident() {
    System.gc();
    return ProcessMemory.residentBytes().orElseThrow();
  }

  private static void run(int threads, Supplier<Double> work, Set<Double> answers)
      throws InterruptedException {
    for (int begun = 0; begun < threads; begun += AT_A_TIME) {
      Thread[] some = new Thread[AT_A_TIME];
      for (int i = 0; i < AT_A_TIME; i++) {
        some[i] = new Thread(() -> answers.add(work.get()));
        some[i].start();
      }
      for (Thread thread : some) {
        thread.join();
      }
    }
  }
}
