package dev.highorder.artifact;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.block.HighOrderStack;
import dev.highorder.block.StackDescription;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.network.Transition;
import dev.highorder.training.TrainingRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A classifier on disk: a directory with {@code model.json} and {@code parameters.safetensors}.
 *
 * <p>A directory comes into being whole: it is written under another name, forced to disk and then
 * renamed.
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
   * @throws SavedModelException if it is not a saved classifier, or damaged
   */
  public static SavedClassifier open(Path directory) throws SavedModelException {
    Manifest manifest = new ManifestFile(directory).read();
    Path parameters = directory.resolve(PARAMETERS);
    try {
      if (!Files.isRegularFile(parameters, LinkOption.NOFOLLOW_LINKS)) {
        throw SavedModelException.damaged(parameters, "it is missing", null);
      }
      long bytes = Files.size(parameters);
      if (bytes != manifest.parameters().bytes()) {
        throw SavedModelException.damaged(
            parameters,
            "it has %d bytes, not %d".formatted(bytes, manifest.parameters().bytes()),
            null);
      }
      if (!Sha256.of(parameters).equals(manifest.parameters().sha256())) {
        throw SavedModelException.damaged(
            parameters, "its SHA-256 is not the one in " + ManifestFile.NAME, null);
      }
    } catch (SavedModelException e) {
      throw e;
    } catch (IOException e) {
      throw SavedModelException.damaged(parameters, "it cannot be read: " + e, e);
    }
    return new SavedClassifier(directory, manifest);
  }

  /**
   * Saves a trained network.
   *
   * @param directory must not exist, unless {@code overwrite} is set and it is a saved classifier;
   *     then that is replaced at the very end
   * @param network the network that was trained
   * @param run its training
   * @throws SavedModelException if the directory is in the way or cannot be written; nothing that
   *     was there is lost
   * @throws IllegalArgumentException if the stacks of the network are not all of one generated
   *     class
   * @throws IllegalStateException if the network has no parameters, since it was not trained yet or
   *     its model is closed
   */
  public static void save(Path directory, Network network, TrainingRun run, boolean overwrite)
      throws SavedModelException {
    if (!network.isInitialized()) {
      throw new IllegalStateException(
          "The network has no parameters. Train it first, and save it before its model is closed.");
    }
    new AtomicDirectory(directory, overwrite)
        .write(
            folder -> {
              Path file = folder.resolve(PARAMETERS);
              writeParameters(network, file);
              Manifest.FileRecord parameters =
                  new Manifest.FileRecord(PARAMETERS, Files.size(file), Sha256.of(file));
              new ManifestFile(folder).write(manifest(network, run, parameters));
            });
  }

  private static Manifest manifest(
      Network network, TrainingRun run, Manifest.FileRecord parameters) {
    LabelledPictures pictures = run.data().pictures();
    Engine engine = network.getParameters().valueAt(0).getArray().getManager().getEngine();
    return new Manifest(
        Manifest.FORMAT,
        NetworkRecord.of(network),
        pictures.classes(),
        new Manifest.Input(3, pictures.height(), pictures.width(), run.data().normalisation()),
        new Manifest.Training(
            pictures.description(),
            pictures.size(),
            run.data().batchSize(),
            run.recipe(),
            run.epochs(),
            run.last().validation()),
        versions(engine),
        parameters);
  }

  /**
   * Checks that a classifier can be saved there, before hours are spent on training it.
   *
   * @throws SavedModelException as {@link #save} would
   */
  public static void requireWritable(Path directory, boolean overwrite) throws SavedModelException {
    new AtomicDirectory(directory, overwrite).requireWritable();
  }

  private static void writeParameters(Network network, Path file) throws IOException {
    NDList arrays = new NDList();
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      NDArray array = parameter.getValue().getArray();
      array.setName(parameter.getKey());
      arrays.add(array);
    }
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      arrays.encode(stream, NDList.Encoding.SAFETENSORS);
    }
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

  /** Returns what the manifest says. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Builds the network with its trained parameters.
   *
   * @param manager what the parameters will belong to
   * @param stack creates the stacks, as when the network was built
   * @throws SavedModelException if the network built is not the one that was saved
   */
  public Network network(NDManager manager, StackFactory stack) throws SavedModelException {
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
    requireSame("step size", saved.step(), network, description -> description.step().toString());
    Manifest.Input input = manifest.input();
    if (network.layout() == Layout.PATCHES) {
      parameters.requireWidth("01stem", Math.max(1, input.height() / 4 * (input.width() / 4)));
    }
    try {
      network.initialize(
          manager, DataType.FLOAT32, new Shape(1, input.channels(), input.height(), input.width()));
    } catch (IllegalArgumentException e) {
      throw cannotBeBuilt(e);
    }
    parameters.readInto(network.getParameters());
    return network;
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

  private SavedModelException cannotBeBuilt(IllegalArgumentException e) {
    return new SavedModelException(
        "The network of %s cannot be built: %s".formatted(directory, e.getMessage()), e);
  }

  private void requireSame(
      String what, String saved, Network network, Function<StackDescription, String> of)
      throws SavedModelException {
    HighOrderStack stack = network.stacks().get(0);
    if (!of.apply(stack.description()).equals(saved)) {
      throw new SavedModelException(
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
      throws SavedModelException {
    for (int i = 0; i < widths.size(); i++) {
      String before = i == 0 ? "01stem" : "%02dtransition%d".formatted(2 * i + 1, i);
      parameters.requireWidth(before, widths.get(i));
      parameters.requireWidth("%02dstack%d".formatted(2 * i + 2, i + 1), widths.get(i));
    }
  }

  /**
   * Builds the network with the generated class that the manifest names, by its {@code
   * withBlocks(int, int)}.
   *
   * @param manager what the parameters will belong to
   * @throws SavedModelException if there is no such class on the class path, or it needs more
   *     parameters than blocks and width
   */
  public Network network(NDManager manager) throws SavedModelException {
    return network(manager, new GeneratedStack(directory, manifest.network().stack()).factory());
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
