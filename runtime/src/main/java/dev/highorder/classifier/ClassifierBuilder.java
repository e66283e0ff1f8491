package dev.highorder.classifier;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.artifact.UnpackedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

  private Source source;
  private Path directory;
  private String sha256;
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

  /** Unpacks a saved classifier that is not a directory. */
  @FunctionalInterface
  private interface Source {

    UnpackedClassifier unpack() throws IOException;
  }

  /** Sets the directory that {@link SavedClassifier} has written. */
  public ClassifierBuilder<C> setDirectory(Path directory) {
    this.directory = directory;
    source = null;
    return this;
  }

  /** Sets a zip of such a directory, or of its files. It is unpacked for the time of loading. */
  public ClassifierBuilder<C> setZip(Path zip) {
    Objects.requireNonNull(zip, "zip");
    source =
        () -> {
          try (InputStream stream = Files.newInputStream(zip)) {
            return UnpackedClassifier.ofZip(stream);
          }
        };
    return this;
  }

  /**
   * Sets a stream of a zip of such a directory, or of its files, which {@link #load()} reads once
   * and does not close.
   */
  public ClassifierBuilder<C> setZip(InputStream zip) {
    Objects.requireNonNull(zip, "zip");
    source = () -> UnpackedClassifier.ofZip(zip);
    return this;
  }

  /**
   * Sets a folder of the class path that is such a directory, in a jar for example.
   *
   * @param loader the class loader of its files
   * @param folder its name with slashes: {@code models/shapes}
   */
  public ClassifierBuilder<C> setResource(ClassLoader loader, String folder) {
    Objects.requireNonNull(loader, "loader");
    Objects.requireNonNull(folder, "folder");
    source = () -> UnpackedClassifier.ofResource(loader, folder);
    return this;
  }

  /**
   * Sets the SHA-256 that the file {@code model.json} must have. It has the sums of all other
   * files, so nothing else is loaded than what was expected.
   *
   * @param sha256 64 hexadecimal digits
   */
  public ClassifierBuilder<C> optSha256(String sha256) {
    if (!sha256.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "'%s' is not a SHA-256. Give 64 hexadecimal digits.".formatted(ForeignText.show(sha256)));
    }
    this.sha256 = sha256;
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
    if (source == null) {
      if (directory == null) {
        throw new IllegalArgumentException(
            "A classifier is loaded from a directory. Call setDirectory, setZip or setResource.");
      }
      return load(directory);
    }
    try (UnpackedClassifier unpacked = source.unpack()) {
      return load(unpacked.directory());
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw new StorageException(
          "The zip cannot be read: %s. Check that it is there.".formatted(e), e);
    }
  }

  private C load(Path from) throws StorageException {
    if (ExportedClassifier.isIn(from)) {
      return loadExported(from);
    }
    if (sha256 != null) {
      SavedClassifier.requireSha256(from, sha256);
    }
    SavedClassifier saved =
        loader == null ? SavedClassifier.open(from) : SavedClassifier.open(from, loader);
    if (sha256 != null) {
      SavedClassifier.requireSha256(from, sha256); // nor was it replaced while it was read
    }
    requireKind(saved.manifest().input(), from);
    return load(saved, engine == null ? Engines.start() : engine);
  }

  private C loadExported(Path from) throws StorageException {
    if (engine != null || device != null || stack != null || sha256 != null) {
      throw new IllegalArgumentException(
          "%s is an exported classifier, which ONNX Runtime runs. Load it without an engine, a device, a stack and a SHA-256, or load the classifier that it was exported from."
              .formatted(ForeignText.show(from)));
    }
    ExportedClassifier exported =
        loader == null ? ExportedClassifier.open(from) : ExportedClassifier.open(from, loader);
    requireKind(exported.manifest().input(), from);
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

  private void requireKind(InputFormat input, Path from) throws StorageException {
    if (!face.format().isInstance(input)) {
      throw new StorageException(
          "The saved classifier %s reads examples of the kind %s, not %s. Give one that was trained on %3$s, or load it with the classifier of its kind."
              .formatted(ForeignText.show(from), ForeignText.show(input.kind()), face.examples()));
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
              .formatted(ForeignText.show(saved.directory()), StorageException.reason(e)),
          e);
    } finally {
      if (!isLoaded) {
        backend.run(manager::close);
      }
    }
  }
}
