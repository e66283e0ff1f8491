package dev.highorder.demo.bench;

import ai.onnxruntime.OrtException;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.demo.bench.harness.Callers;
import dev.highorder.demo.bench.workload.ServedNetwork;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.serving.QueueFullException;
import dev.highorder.serving.ServedClassifier;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Many callers of one network of 58 layers and 16 channels, all in one process: served, without a
 * queue, by ONNX Runtime with one session, and by plain DJL with a predictor for each thread; then
 * swaps under load, and overload. Every answer is compared with that of one thread. Needs {@link
 * CompareProfile}.
 */
public final class ServingBenchmark {

  private static final int IMAGES = 64;
  private static final double TOLERANCE = 1e-4;
  private static final List<Integer> CALLERS = List.of(1, 4, 16, 64);
  private static final int MANY = 64;
  private static final int SWAPS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration OVERLOAD = Duration.ofSeconds(60);

  private final int seconds;
  private final Consumer<String> progress;
  private final List<BufferedImage> images = ServedNetwork.images(IMAGES);
  private final List<double[]> expected = new ArrayList<>();

  /**
   * A row of the result.
   *
   * @param what the side or the event
   * @param callers the number of threads that ask
   * @param result what they measured
   * @param megabytes the growth of resident memory meanwhile
   */
  public record Row(String what, int callers, Callers.Result result, double megabytes) {}

  /**
   * Creates a benchmark.
   *
   * @param seconds how long each row is measured
   * @param progress receives a line before each row
   */
  public ServingBenchmark(int seconds, Consumer<String> progress) {
    this.seconds = seconds;
    this.progress = progress;
  }

  /** Measures all rows. */
  public List<Row> run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("serving").resolve("classifier");
    List<Row> rows = new ArrayList<>();
    try (ServedNetwork network = new ServedNetwork()) {
      network.save(directory);
      try (ImageClassifier direct = ImageClassifier.load(directory);
          ServedClassifier served = ServedClassifier.load(directory)) {
        for (BufferedImage image : images) {
          expected.add(ServedNetwork.probabilities(direct.classify(image)));
        }
        Map<String, ServedNetwork.Answers> sides = new LinkedHashMap<>();
        sides.put("served", image -> ServedNetwork.probabilities(served.classify(image)));
        sides.put("ImageClassifier", ServedNetwork.direct(direct));
        sides.put("ONNX Runtime", network.onnxRuntime());
        for (int callers : CALLERS) {
          for (Map.Entry<String, ServedNetwork.Answers> side : sides.entrySet()) {
            rows.add(row(side.getKey(), callers, Duration.ofSeconds(seconds), side.getValue()));
          }
        }
        rows.add(swaps(served, directory, sides.get("served")));
      }
      rows.add(overload(directory));
      // Last, since several threads that call MXNet may wait for each other for ever.
      for (int callers : CALLERS) {
        rows.add(row("plain DJL", callers, Duration.ofSeconds(seconds), network.plainDjl()));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
    return rows;
  }

  private Row row(String what, int callers, Duration time, ServedNetwork.Answers side)
      throws InterruptedException {
    progress.accept("%s, %s callers".formatted(what, callers));
    Callers.Question question = number -> ask(number, side);
    Callers.run(callers, WARM_UP, 0, question);
    long before = memory();
    Callers.Result result = Callers.run(callers, time, 0, question);
    return new Row(what, callers, result, (memory() - before) / 1e6);
  }

  private boolean ask(int number, ServedNetwork.Answers side) throws Exception {
    double[] answer = side.of(images.get(number % IMAGES));
    double[] right = expected.get(number % IMAGES);
    for (int i = 0; i < right.length; i++) {
      if (!(Math.abs(answer[i] - right[i]) <= TOLERANCE)) {
        throw new IllegalStateException("image %s has another answer".formatted(number % IMAGES));
      }
    }
    return true;
  }

  private Row swaps(ServedClassifier served, Path directory, ServedNetwork.Answers side)
      throws InterruptedException {
    progress.accept(SWAPS + " swaps");
    CompletableFuture<Boolean> swaps =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                for (int i = 0; i < SWAPS; i++) {
                  served.swap(ImageClassifier.load(directory));
                }
                return true;
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    long before = memory();
    Callers.Result result =
        Callers.run(MANY, Duration.ofSeconds(4L * seconds), 0, number -> ask(number, side));
    swaps.join();
    return new Row(SWAPS + " swaps", MANY, result, (memory() - before) / 1e6);
  }

  /** Twice as many callers as have a place, in the queue or in the batch that is computed. */
  private Row overload(Path directory) throws IOException, InterruptedException {
    progress.accept("overload");
    int places = 32;
    try (ServedClassifier served =
        ServedClassifier.builder().optMaxQueue(places).serve(ImageClassifier.load(directory))) {
      ServedNetwork.Answers side = image -> ServedNetwork.probabilities(served.classify(image));
      Callers.Question question =
          number -> {
            try {
              return ask(number, side);
            } catch (QueueFullException e) {
              return false;
            }
          };
      int callers = 2 * (places + 16);
      Callers.run(callers, WARM_UP, 1, question);
      long before = memory();
      Callers.Result result = Callers.run(callers, OVERLOAD, 1, question);
      return new Row("overload", callers, result, (memory() - before) / 1e6);
    }
  }

  private static long memory() {
    System.gc();
    return ProcessMemory.residentBytes().orElse(0);
  }
}
