package dev.highorder.demo.cli.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.engine.Engines;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The engine that computes, its devices and its threads.
 *
 * @param name the name of a DJL engine; empty for the default engine
 * @param device one device, or several joined by commas; empty for the engine's choice
 * @param threads the threads of an operator; 0 for all cores
 */
public record EngineSpec(String name, String device, int threads) {

  /** The name of the engine of exported classifiers, as {@code --engine} takes it. */
  private static final String ONNX_RUNTIME = "OnnxRuntime";

  /** Returns the same devices and threads of the engine that was started. */
  EngineSpec on(Engine started) {
    return new EngineSpec(started.getEngineName(), device, threads);
  }

  /**
   * Starts the engine, or returns it if it runs already. A job may come from a machine with more
   * cores, so there may be fewer threads.
   */
  public Engine start() {
    return Engines.start(name, Math.min(threads, Engines.maxThreads()));
  }

  /**
   * Loads a classifier: a saved one on the engine, an exported one on ONNX Runtime.
   *
   * @throws IOException if it cannot be loaded
   * @throws IllegalArgumentException if it does not run on the engine that was asked for
   */
  public Classifier classifier(Path directory) throws IOException {
    boolean isOnnxRuntime = name.equalsIgnoreCase(ONNX_RUNTIME);
    if (!ExportedClassifier.isIn(directory)) {
      if (isOnnxRuntime) {
        throw new IllegalArgumentException(
            "%s runs exported classifiers, and %s is not one. Export it with the verb export, or choose another --engine."
                .formatted(ONNX_RUNTIME, ForeignText.show(directory)));
      }
      Engine engine = start();
      return Classifier.builder()
          .setDirectory(directory)
          .optEngine(engine)
          .optDevice(device(engine))
          .load();
    }
    if (!(name.isEmpty() || isOnnxRuntime) || !(device.isEmpty() || device.equals("cpu"))) {
      throw new IllegalArgumentException(
          "%s is an exported classifier, which runs on %s on the CPU. Leave --engine and --device out, or give the classifier that it was exported from."
              .formatted(ForeignText.show(directory), ONNX_RUNTIME));
    }
    return Classifier.builder()
        .setDirectory(directory)
        .optThreads(Math.min(threads, Engines.maxThreads()))
        .load();
  }

  /** Returns the one device to use. */
  public Device device(Engine started) {
    return Engines.device(started, device);
  }

  /** Returns the devices that share each batch; at least one. */
  Device[] devices(Engine started) {
    return Stream.of(device.split(",", -1))
        .map(one -> Engines.device(started, one))
        .toArray(Device[]::new);
  }
}
