package dev.highorder.artifact;

import ai.djl.ndarray.NDManager;
import dev.highorder.engine.Engines;
import dev.highorder.generated.GeneratedStack;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.AtomicDirectory;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A classifier on disk: a directory with {@code model.json}, {@code parameters.safetensors} and the
 * files that examples are prepared with, if there are any.
 *
 * <p>A directory appears whole or not at all: it is written under another name, forced to disk and
 * then renamed.
 */
public final class SavedClassifier {

  static final String PARAMETERS = "parameters.safetensors";

  private final Path directory;
  private final Manifest manifest;
  private final ClassSearch search;
  private final List<FileContent> files;

  private SavedClassifier(
      Path directory, Manifest manifest, ClassSearch search, List<FileContent> files) {
    this.directory = directory;
    this.manifest = manifest;
    this.search = search;
    this.files = files;
  }

  /**
   * Opens a directory: reads its manifest and checks that the parameters are those that were saved.
   * The classes that the manifest names are looked for in the context class loader of the calling
   * thread, then in the class loader of HighOrder.
   *
   * @throws StorageException if it is not a saved classifier, or damaged
   */
  public static SavedClassifier open(Path directory) throws StorageException {
    return open(directory, ClassSearch.ofThread());
  }

  /**
   * Opens a directory.
   *
   * @param loader the class loader of the classes that the manifest names
   * @throws StorageException as {@link #open(Path)}
   */
  public static SavedClassifier open(Path directory, ClassLoader loader) throws StorageException {
    return open(directory, ClassSearch.in(loader));
  }

  private static SavedClassifier open(Path directory, ClassSearch search) throws StorageException {
    Manifest manifest = new ManifestFile(directory, search).read();
    manifest.parameters().verify(directory);
    if (manifest.probe() != null) {
      manifest.probe().verify(directory, manifest.input());
    }
    List<FileContent> files = new ArrayList<>();
    for (FileRecord file : manifest.input().files()) {
      files.add(FileContent.saved(directory, file));
    }
    return new SavedClassifier(directory, manifest, search, List.copyOf(files));
  }

  /**
   * Checks that a directory is a certain saved classifier. The manifest has the sums of all other
   * files, so its own sum stands for the whole.
   *
   * @param sha256 the SHA-256 of the file {@code model.json} in hexadecimal
   * @throws StorageException if it is another one, or cannot be read
   */
  public static void requireSha256(Path directory, String sha256) throws StorageException {
    Path file = directory.resolve(ManifestFile.NAME);
    String found;
    try {
      found = Sha256.of(file);
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
    if (!found.equalsIgnoreCase(sha256)) {
      throw new StorageException(
          "%s is not the saved classifier that is expected: the SHA-256 of its %s is %s, not %s. Restore it, or give the new sum if it was replaced on purpose."
              .formatted(
                  ForeignText.show(directory), ManifestFile.NAME, found, ForeignText.show(sha256)));
    }
  }

  /** Returns a builder, which saves a network however it was trained. */
  public static SavedClassifierBuilder builder() {
    return new SavedClassifierBuilder();
  }

  /**
   * Saves the network of a training run, with the classes and the input of its examples.
   *
   * @param directory must not exist, unless {@code overwrite} is set and it is a saved classifier
   * @param network the trained network
   * @param run its training run
   * @param overwrite whether a saved classifier that is there already is replaced
   * @throws StorageException as {@link SavedClassifierBuilder#save}, which throws the same
   *     unchecked exceptions, too
   */
  public static void save(Path directory, Network network, TrainingRun run, boolean overwrite)
      throws StorageException {
    builder()
        .setNetwork(network)
        .setClasses(run.examples().classes())
        .setInput(run.format())
        .optFiles(run.examples().files())
        .optTraining(Manifest.Training.of(run))
        .optOverwrite(overwrite)
        .save(directory);
  }

  /**
   * Checks that a classifier can be saved there, before hours are spent on training it.
   *
   * @throws StorageException as {@link #save} would
   */
  public static void requireWritable(Path directory, boolean overwrite) throws StorageException {
    target(directory, overwrite).requireWritable();
  }

  /** Only a saved classifier is ever replaced. */
  static AtomicDirectory target(Path directory, boolean overwrite) {
    return new AtomicDirectory(
        directory,
        overwrite
            ? existing -> new ManifestFile(existing, ClassSearch.ofThread()).read()
            : AtomicDirectory.Replaceable.NEVER);
  }

  /** Returns the manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Returns the files that an example is prepared with, unchanged since they were saved. */
  public List<FileContent> files() {
    return files;
  }

  /**
   * Builds the network with its trained parameters, and checks that it computes what it computed
   * when it was saved.
   *
   * @param manager the manager that will own the parameters
   * @param stack creates the stacks, as when the network was built
   * @throws StorageException if the network built is not the one that was saved
   */
  public Network network(NDManager manager, StackFactory stack) throws StorageException {
    return Engines.backend(manager.getEngine()).call(() -> load(manager, stack));
  }

  /**
   * Builds the network without parameters, to compare it with others.
   *
   * @throws StorageException as {@link #network(NDManager)}
   */
  public Network emptyNetwork() throws StorageException {
    SafetensorsFile parameters = new SafetensorsFile(directory.resolve(PARAMETERS));
    return new DeclaredNetwork(directory, manifest, parameters, factory()).empty();
  }

  private Network load(NDManager manager, StackFactory stack) throws StorageException {
    SafetensorsFile parameters = new SafetensorsFile(directory.resolve(PARAMETERS));
    try {
      Network network = new DeclaredNetwork(directory, manifest, parameters, stack).load(manager);
      requireSameOutput(network, manager);
      return network;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      // of sub-nets, of the engine, or about values that do not fit together
      throw new StorageException(
          "The network of %s cannot be built: %s. Use the class and the sub-net as they were, or train again."
              .formatted(ForeignText.show(directory), StorageException.reason(e)),
          e);
    }
  }

  private void requireSameOutput(Network network, NDManager manager) throws StorageException {
    if (manifest.check() == null) {
      return;
    }
    Optional<String> difference =
        manifest.check().differenceFrom(network, manager, manifest.input());
    if (difference.isPresent()) {
      throw new StorageException(
          "The class %s computes something else than when %s was saved: %s. Use the class and the sub-net as they were, or train again."
              .formatted(
                  network.stacks().get(0).getClass().getName(),
                  ForeignText.show(directory),
                  difference.get()));
    }
  }

  /**
   * Builds the network with the generated class that the manifest names, by its {@code
   * withBlocks(int, int)}. Neither need be public.
   *
   * @param manager the manager that will own the parameters
   * @throws StorageException if the class loaders have no such class, it needs more parameters than
   *     blocks and width, or its module does not open its package; or as {@link #network(NDManager,
   *     StackFactory)}
   */
  public Network network(NDManager manager) throws StorageException {
    return network(manager, factory());
  }

  private StackFactory factory() throws StorageException {
    String stack = manifest.network().stack();
    try {
      return GeneratedStack.named(stack, search).factory();
    } catch (ReflectiveOperationException e) {
      throw new StorageException(
          "%s was saved with the class %s, which %s"
              .formatted(ForeignText.show(directory), ForeignText.show(stack), e.getMessage()),
          e);
    }
  }
}
