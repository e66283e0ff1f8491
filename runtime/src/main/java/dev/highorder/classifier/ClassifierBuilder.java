package dev.highorder.classifier;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A builder of classifiers, from {@link ImageClassifier#builder()}, {@link
 * TableClassifier#builder()} and so on. The {@code set} method is required, the {@code opt} methods
 * are not.
 *
 * @param <C> the kind of classifier
 */
public final class ClassifierBuilder<C extends AutoCloseable> {

  private final Face<?, C> face;

  private Path directory;
  private StackFactory stack;
  private ClassLoader loader;
  private Engine engine;
  private Device device;
  private int threads;

  ClassifierBuilder(Face<?, C> face) {
    this.face = face;
  }

  /**
   * A kind of classifier.
   *
   * @param format the class of the input formats that it reads
   * @param examples its examples, for messages: {@code images}
   * @param create puts the classifier around a network
   */
  record Face<F extends InputFormat, C>(Class<F> format, String examples, Creation<F, C> create) {

    private C on(ClassifierCore core) throws StorageException {
      return create.of(core, format.cast(core.manifest().input()));
    }
  }

  /** Puts a classifier around a network. */
  @FunctionalInterface
  interface Creation<F extends InputFormat, C> {

    /**
     * Creates a classifier.
     *
     * @throws StorageException if a file that examples are prepared with cannot be used
     */
    C of(ClassifierCore core, F input) throws StorageException;
  }

  /** Sets the directory that {@link SavedClassifier} has written. */
  public ClassifierBuilder<C> setDirectory(Path directory) {
    this.directory = directory;
    return this;
  }

  /**
   * Sets the class loader of the generated class, and of the record that describes the input. By
   * default the context class loader of the thread that calls {@link #load()} is asked, then the
   * class loader of HighOrder.
   */
  public ClassifierBuilder<C> optClassLoader(ClassLoader loader) {
    this.loader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * Sets the factory of stacks, as when the network was built: {@code (blocks, width) ->
   * MyNetRk4.withBlocks(blocks, width, 0.1f)}. A sub-net that needs more arguments than a width
   * needs it; by default stacks are created by the generated class that was saved.
   */
  public ClassifierBuilder<C> optStack(StackFactory stack) {
    this.stack = Objects.requireNonNull(stack, "stack");
    return this;
  }

  /** Sets an engine, from {@link Engines#start(String, int)}; by default the default engine. */
  public ClassifierBuilder<C> optEngine(Engine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
    return this;
  }

  /** Sets a device, from {@link Engines#device}; by default the engine's default device. */
  public ClassifierBuilder<C> optDevice(Device device) {
    this.device = Objects.requireNonNull(device, "device");
    return this;
  }

  /**
   * Sets the threads that compute an exported classifier; by default there is one for each core.
   * The threads of an engine of DJL are set when it is started.
   *
   * @param threads 1 to {@link Engines#maxThreads}, or 0 for the default
   * @throws IllegalArgumentException if it is out of range
   */
  public ClassifierBuilder<C> optThreads(int threads) {
    if (threads < 0 || threads > Engines.maxThreads()) {
      throw new IllegalArgumentException(
          "The number of threads is %s. Give 1 to %s, or 0 for the default."
              .formatted(threads, Engines.maxThreads()));
    }
    this.threads = threads;
    return this;
  }

  /**
   * Loads the classifier: a saved one on an engine of DJL, an exported one on ONNX Runtime.
   *
   * @throws StorageException if the directory is not a saved classifier, is damaged, or its
   *     generated class is not found, cannot be used or is not the one that was saved
   * @throws IllegalArgumentException if there is no directory
   */
  public C load() throws StorageException {
    if (directory == null) {
      throw new IllegalArgumentException(
          "A classifier is loaded from a directory. Call setDirectory.");
    }
    if (ExportedClassifier.isIn(directory)) {
      return loadExported();
    }
    SavedClassifier saved =
        loader == null ? SavedClassifier.open(directory) : SavedClassifier.open(directory, loader);
    requireKind(saved.manifest().input());
    return load(saved, engine == null ? Engines.start() : engine);
  }

  private C loadExported() throws StorageException {
    if (engine != null || device != null || stack != null) {
      throw new IllegalArgumentException(
          "%s is an exported classifier, which ONNX Runtime runs. Load it without an engine, a device and a stack, or load the classifier that it was exported from."
              .formatted(ForeignText.show(directory)));
    }
    ExportedClassifier exported =
        loader == null
            ? ExportedClassifier.open(directory)
            : ExportedClassifier.open(directory, loader);
    requireKind(exported.manifest().input());
    ClassifierSession session = ExportedSession.open(exported, threads);
    boolean isLoaded = false;
    try {
      C classifier = face.on(new ClassifierCore(exported, session));
      isLoaded = true;
      return classifier;
    } finally {
      if (!isLoaded) {
        session.close();
      }
    }
  }

  private void requireKind(InputFormat input) throws StorageException {
    if (!face.format().isInstance(input)) {
      throw new StorageException(
          "The saved classifier %s reads examples of the kind %s, not %s. Give one that was trained on %3$s, or load it with the classifier of its kind."
              .formatted(
                  ForeignText.show(directory), ForeignText.show(input.kind()), face.examples()));
    }
  }

  private C load(SavedClassifier saved, Engine chosen) throws StorageException {
    Backend backend = Engines.backend(chosen);
    NDManager manager =
        backend.call(() -> chosen.newBaseManager(device == null ? chosen.defaultDevice() : device));
    boolean isLoaded = false;
    try {
      Network network =
          backend.call(
              () -> stack == null ? saved.network(manager) : saved.network(manager, stack));
      C classifier = face.on(new ClassifierCore(saved, manager, network));
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
