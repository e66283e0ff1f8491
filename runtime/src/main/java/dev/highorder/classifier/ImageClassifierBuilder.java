package dev.highorder.classifier;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A builder of image classifiers, from {@link ImageClassifier#builder()}. The {@code set} method is
 * required, the {@code opt} methods are not.
 */
public final class ImageClassifierBuilder {

  private Path directory;
  private StackFactory stack;
  private ClassLoader loader;
  private Engine engine;
  private Device device;

  ImageClassifierBuilder() {}

  /** Sets the directory that {@link SavedClassifier} has written. */
  public ImageClassifierBuilder setDirectory(Path directory) {
    this.directory = directory;
    return this;
  }

  /**
   * Sets the class loader of the generated class, and of the record that describes the input. By
   * default the context class loader of the thread that calls {@link #load()} is asked, then the
   * class loader of HighOrder.
   */
  public ImageClassifierBuilder optClassLoader(ClassLoader loader) {
    this.loader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * Sets the factory of stacks, as when the network was built: {@code (blocks, width) ->
   * MyNetRk4.withBlocks(blocks, width, 0.1f)}. A sub-net that needs more arguments than a width
   * needs it; by default stacks are created by the generated class that was saved.
   */
  public ImageClassifierBuilder optStack(StackFactory stack) {
    this.stack = Objects.requireNonNull(stack, "stack");
    return this;
  }

  /** Sets an engine, from {@link Engines#start(String, int)}; by default the default engine. */
  public ImageClassifierBuilder optEngine(Engine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
    return this;
  }

  /** Sets a device, from {@link Engines#device}; by default the engine's default device. */
  public ImageClassifierBuilder optDevice(Device device) {
    this.device = Objects.requireNonNull(device, "device");
    return this;
  }

  /**
   * Loads the classifier.
   *
   * @throws StorageException if the directory is not a saved classifier, is damaged, or its
   *     generated class is not found, cannot be used or is not the one that was saved
   * @throws IllegalArgumentException if there is no directory
   */
  public ImageClassifier load() throws StorageException {
    if (directory == null) {
      throw new IllegalArgumentException(
          "A classifier is loaded from a directory. Call setDirectory.");
    }
    SavedClassifier saved =
        loader == null ? SavedClassifier.open(directory) : SavedClassifier.open(directory, loader);
    if (!(saved.manifest().input() instanceof ImageFormat input)) {
      throw new StorageException(
          "The saved classifier %s reads examples of the kind %s, not images. Give one that was trained on images."
              .formatted(
                  ForeignText.show(directory), ForeignText.show(saved.manifest().input().kind())));
    }
    return load(saved, input, engine == null ? Engines.start() : engine);
  }

  private ImageClassifier load(SavedClassifier saved, ImageFormat input, Engine chosen)
      throws StorageException {
    Backend backend = Engines.backend(chosen);
    NDManager manager =
        backend.call(() -> chosen.newBaseManager(device == null ? chosen.defaultDevice() : device));
    boolean isLoaded = false;
    try {
      Network network =
          backend.call(
              () -> stack == null ? saved.network(manager) : saved.network(manager, stack));
      ImageClassifier classifier = new ImageClassifier(saved.manifest(), input, manager, network);
      isLoaded = true;
      return classifier;
    } catch (EngineException e) {
      throw new StorageException(
          "The network of %s cannot be run: %s. Give the engine more memory, or another device."
              .formatted(ForeignText.show(directory), StorageException.reason(e)),
          e);
    } finally {
      if (!isLoaded) {
        backend.run(manager::close);
      }
    }
  }
}
