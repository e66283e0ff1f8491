package dev.highorder.artifact;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.network.Transition;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.storage.AtomicDirectory;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import dev.highorder.training.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A classifier on disk: a directory with {@code model.json} and {@code parameters.safetensors}.
 *
 * <p>A directory appears whole or not at all: it is written under another name, forced to disk and
 * then renamed.
 */
public final class SavedClassifier {

  static final String PARAMETERS = "parameters.safetensors";

  private final Path directory;
  private final Manifest manifest;

  private SavedClassifier(Path directory, Manifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Opens a directory: reads its manifest and checks that the parameters are those that were saved.
   *
   * @throws StorageException if it is not a saved classifier, or damaged
   */
  public static SavedClassifier open(Path directory) throws StorageException {
    Manifest manifest = new ManifestFile(directory).read();
    manifest.parameters().verify(directory);
    return new SavedClassifier(directory, manifest);
  }

  /**
   * Saves a trained network.
   *
   * @param directory must not exist, unless {@code overwrite} is set and it is a saved classifier;
   *     then that is replaced at the very end
   * @param network the trained network
   * @param run its training run
   * @param overwrite whether a saved classifier that is there already is replaced
   * @throws StorageException if the directory is in the way or cannot be written; nothing that was
   *     there is lost
   * @throws IllegalArgumentException if the stacks of the network are not all of one generated
   *     class
   * @throws IllegalStateException if the network has no parameters, since it was not trained yet or
   *     its model is closed
   */
  public static void save(Path directory, Network network, TrainingRun run, boolean overwrite)
      throws StorageException {
    if (!network.isInitialized()) {
      throw new IllegalStateException(
          "The network has no parameters. Train it first, and save it before its model is closed.");
    }
    target(directory, overwrite)
        .write(
            folder -> {
              Path file = folder.resolve(PARAMETERS);
              Engines.backend(engineOf(network))
                  .run(
                      () -> new SafetensorsFile(file).write(SafetensorsFile.parametersOf(network)));
              new ManifestFile(folder).write(manifest(network, run, FileRecord.of(file)));
            });
  }

  private static Manifest manifest(Network network, TrainingRun run, FileRecord parameters) {
    ExampleSet examples = run.examples();
    return new Manifest(
        Manifest.FORMAT,
        NetworkRecord.of(network),
        examples.classes(),
        run.format(),
        new Manifest.Training(
            examples.description(),
            examples.size(),
            run.recipe(),
            run.epochs(),
            run.result().validation()),
        versions(engineOf(network)),
        parameters);
  }

  private static Engine engineOf(Network network) {
    return network.getParameters().valueAt(0).getArray().getManager().getEngine();
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
  private static AtomicDirectory target(Path directory, boolean overwrite) {
    return new AtomicDirectory(
        directory,
        overwrite
            ? existing -> new ManifestFile(existing).read()
            : AtomicDirectory.Replaceable.NEVER);
  }

  private static Manifest.Versions versions(Engine engine) {
    String version = SavedClassifier.class.getPackage().getImplementationVersion();
    return new Manifest.Versions(
        version == null ? "development" : version,
        Engine.getDjlVersion(),
        engine.getEngineName(),
        engine.getVersion(),
        Runtime.version().toString());
  }

  /** Returns the manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Builds the network with its trained parameters.
   *
   * @param manager the manager that will own the parameters
   * @param stack creates the stacks, as when the network was built
   * @throws StorageException if the network built is not the one that was saved
   */
  public Network network(NDManager manager, StackFactory stack) throws StorageException {
    NetworkRecord saved = manifest.network();
    SafetensorsFile parameters = new SafetensorsFile(directory.resolve(PARAMETERS));
    requireWidths(saved.widths(), parameters);
    Network network;
    try {
      network = build(saved, stack);
    } catch (IllegalArgumentException e) {
      throw cannotBeBuilt(e);
    }
    requireSame("wiring", saved.wiring(), network, StackDescription::wiring);
    requireSame("weights", saved.weights(), network, description -> description.weights().name());
    requireSame(
        "step size", saved.step(), network, description -> description.stepSize().toString());
    requireInput(network.layout(), manifest.input().shape(), parameters);
    try {
      network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(manifest.input().shape()));
    } catch (IllegalArgumentException e) {
      throw cannotBeBuilt(e);
    }
    parameters.readInto(SafetensorsFile.parametersOf(network));
    return network;
  }

  /** Checks the shape of an example against the stem's tensors where their size depends on it. */
  private static void requireInput(Layout layout, Shape shape, SafetensorsFile parameters)
      throws StorageException {
    int dimensions = shape.dimension();
    boolean isImage = dimensions == 3; // other inputs of patches are refused by the network
    if (layout == Layout.PATCHES && isImage) {
      parameters.requireWidth("01stem", (int) Math.max(1, shape.get(1) / 4 * (shape.get(2) / 4)));
    }
    if ((layout == Layout.VECTOR || layout == Layout.SEQUENCE) && dimensions > 0) {
      parameters.requireWidth("01stem", Math.toIntExact(shape.get(dimensions - 1)));
    }
  }

  private Network build(NetworkRecord saved, StackFactory stack) {
    return Network.builder()
        .setClasses(manifest.classes().size())
        .setWidths(toArray(saved.widths()))
        .setBlocks(toArray(saved.blocks()))
        .setStack(stack)
        .optLayout(Layout.valueOf(saved.layout()))
        .optTransition(Transition.valueOf(saved.transition()))
        .build();
  }

  private StorageException cannotBeBuilt(IllegalArgumentException e) {
    return new StorageException(
        "The network of %s cannot be built: %s".formatted(directory, e.getMessage()), e);
  }

  private void requireSame(
      String what, String saved, Network network, Function<StackDescription, String> of)
      throws StorageException {
    HighOrderStack stack = network.stacks().get(0);
    if (!of.apply(stack.description()).equals(saved)) {
      throw new StorageException(
          "%s was saved with the %s %s, but %s has %s. Use the class as it was."
              .formatted(
                  directory,
                  what,
                  saved,
                  stack.getClass().getName(),
                  of.apply(stack.description())));
    }
  }

  /**
   * Checks the widths against the tensors of stem, transitions and stacks, so that a manifest
   * cannot have a wider network built than the file holds.
   */
  private static void requireWidths(List<Integer> widths, SafetensorsFile parameters)
      throws StorageException {
    for (int i = 0; i < widths.size(); i++) {
      String before =
          i == 0 ? "01stem" : String.format(Locale.ROOT, "%02dtransition%d", 2 * i + 1, i);
      parameters.requireWidth(before, widths.get(i));
      parameters.requireWidth(
          String.format(Locale.ROOT, "%02dstack%d", 2 * i + 2, i + 1), widths.get(i));
    }
  }

  /**
   * Builds the network with the generated class that the manifest names, by its {@code
   * withBlocks(int, int)}.
   *
   * @param manager the manager that will own the parameters
   * @throws StorageException if there is no such class on the class path, or it needs more
   *     parameters than blocks and width
   */
  public Network network(NDManager manager) throws StorageException {
    return network(manager, new GeneratedStack(directory, manifest.network().stack()).factory());
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
