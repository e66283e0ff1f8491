package dev.highorder.artifact;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import dev.highorder.generated.GeneratedStack;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A builder of saved classifiers, from {@link SavedClassifier#builder()}. However a network was
 * trained, by DJL's own trainer too, it can be saved. The {@code set} methods are required, the
 * {@code opt} methods are not.
 */
public final class SavedClassifierBuilder {

  private static final Logger LOGGER = LoggerFactory.getLogger(SavedClassifierBuilder.class);

  private Network network;
  private List<String> classes = List.of();
  private InputFormat input;
  private List<FileContent> files = List.of();
  private Manifest.Training training;
  private Manifest.Donor donor;
  private Manifest.Imported imported;
  private boolean overwrite;

  SavedClassifierBuilder() {}

  /** Sets the trained network. */
  public SavedClassifierBuilder setNetwork(Network network) {
    this.network = network;
    return this;
  }

  /** Sets the names of the classes, in the order of the network's outputs. */
  public SavedClassifierBuilder setClasses(List<String> classes) {
    this.classes = List.copyOf(classes);
    return this;
  }

  /** Sets the format of an example, a record: in training, the network must have read the same. */
  public SavedClassifierBuilder setInput(InputFormat input) {
    this.input = input;
    return this;
  }

  /**
   * Sets the contents of the files that {@link InputFormat#files} of the input names; by default
   * there are none.
   */
  public SavedClassifierBuilder optFiles(List<FileContent> files) {
    this.files = List.copyOf(files);
    return this;
  }

  /** Sets the origin of the parameters; by default the manifest has none. */
  public SavedClassifierBuilder optTraining(Manifest.Training training) {
    this.training = training;
    return this;
  }

  /** Sets the classifier whose parameters this one began with; null, the default, for none. */
  public SavedClassifierBuilder optDonor(Manifest.Donor donor) {
    this.donor = donor;
    return this;
  }

  /** Sets the file of another program that the parameters are from; by default there is none. */
  public SavedClassifierBuilder optImported(Manifest.Imported imported) {
    this.imported = imported;
    return this;
  }

  /** Sets whether a saved classifier that is there already is replaced; by default it is not. */
  public SavedClassifierBuilder optOverwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /**
   * Saves the classifier. The network runs twice on fixed inputs, so that {@link SavedClassifier}
   * can check when it is loaded that its class still computes the same.
   *
   * @param directory must not exist, unless it is a saved classifier that may be replaced; that is
   *     replaced at the very end
   * @throws StorageException if the directory is in the way or cannot be written; nothing that was
   *     there is lost
   * @throws IllegalArgumentException if a value is missing or does not fit the network, if a
   *     parameter is not a finite number, or if the stacks of the network are not all of one
   *     generated class
   * @throws IllegalStateException if the network has no parameters, since it was not trained yet or
   *     its model is closed
   */
  public void save(Path directory) throws StorageException {
    requireComplete();
    warnIfNotLoadable(directory);
    NDManager manager = network.getParameters().valueAt(0).getArray().getManager();
    Backend backend = Engines.backend(manager.getEngine());
    backend.run(this::requireFinite);
    Optional<OutputCheck> check = backend.call(() -> check(manager));
    SavedClassifier.target(directory, overwrite)
        .write(
            folder -> {
              Path file = folder.resolve(SavedClassifier.PARAMETERS);
              backend.run(
                  () -> new SafetensorsFile(file).write(SafetensorsFile.parametersOf(network)));
              for (FileContent content : files) {
                content.writeInto(folder);
              }
              new ManifestFile(folder, ClassSearch.ofThread())
                  .write(manifest(manager.getEngine(), check, FileRecord.of(file)));
            });
  }

  private void requireComplete() {
    require(network != null, "A classifier needs a network. Call setNetwork.");
    require(input != null, "A classifier needs the format of its input. Call setInput.");
    require(
        input instanceof Record,
        "The input format " + input + " is not a record, so it cannot be stored. Make it one.");
    List<FileRecord> given = files.stream().map(FileContent::record).toList();
    require(
        given.equals(input.files()),
        "The input is prepared with the files "
            + input.files()
            + ", but given are "
            + given
            + ". Give their contents, in this order, with optFiles.");
    require(
        classes.size() == network.classes(),
        "The network has "
            + network.classes()
            + " outputs, but the classes are "
            + classes
            + ". Name each output with setClasses.");
    require(
        new HashSet<>(classes).size() == classes.size(),
        "A class name occurs twice in " + classes + ". Name each class once.");
    if (!network.isInitialized()) {
      throw new IllegalStateException(
          "The network has no parameters. Train it first, and save it before its model is closed.");
    }
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
  }

  private void requireFinite() {
    SafetensorsFile.parametersOf(network)
        .forEach(
            (name, tensor) -> {
              for (float value : tensor.toFloatArray()) {
                if (!Float.isFinite(value)) {
                  throw new IllegalArgumentException(
                      "The network's tensor %s has the value %s, so its answers are no numbers. Train it again, with a lower learning rate."
                          .formatted(name, value));
                }
              }
            });
  }

  /** Says now, not when it is loaded somewhere else, that its directory is not enough. */
  private void warnIfNotLoadable(Path directory) {
    Class<? extends HighOrderStack> type = network.stacks().get(0).getClass();
    try {
      new GeneratedStack(type).factory();
    } catch (ReflectiveOperationException e) {
      LOGGER.warn(
          "{} cannot be loaded by its name alone: it is saved with the class {}, which {}",
          directory,
          type.getName(),
          e.getMessage());
    }
  }

  private Optional<OutputCheck> check(NDManager manager) {
    Optional<OutputCheck> check;
    try {
      check = OutputCheck.of(network, manager, input);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The network cannot be run on an example of the shape %s: %s. Give the format that it reads."
              .formatted(input.shape(), e.getMessage() == null ? e : e.getMessage()),
          e);
    }
    if (check.isEmpty()) {
      LOGGER.warn(
          "The network's output is zero, random, infinite or not a number, so nobody will notice when its"
              + " class computes something else one day.");
    }
    return check;
  }

  private Manifest manifest(Engine engine, Optional<OutputCheck> check, FileRecord parameters) {
    return new Manifest(
        Manifest.FORMAT,
        NetworkRecord.of(network),
        classes,
        input,
        ProbeCheck.of(input).orElse(null),
        check.orElse(null),
        training,
        donor,
        imported,
        Manifest.Versions.with(engine),
        parameters);
  }
}
