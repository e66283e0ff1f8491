package dev.highorder.artifact;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.network.Transition;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The network that a manifest declares. It is compared with the tensors of the file before it takes
 * time or memory: its scheme and depth by a stack of one block, its names before it has tensors,
 * and each tensor before it is allocated.
 */
final class DeclaredNetwork {

  /**
   * The largest number of blocks of a stack whose blocks have no tensors of their own, so that the
   * file does not say how many there are.
   */
  static final int MAX_SHARED_BLOCKS = 1000;

  private static final String NONE = "(none)";

  private final Path directory;
  private final Manifest manifest;
  private final SafetensorsFile parameters;
  private final StackFactory stack;

  /**
   * Creates a handle; nothing is read or built yet.
   *
   * @param directory the saved classifier, for messages
   * @param stack creates the stacks, as when the network was built
   */
  DeclaredNetwork(
      Path directory, Manifest manifest, SafetensorsFile parameters, StackFactory stack) {
    this.directory = directory;
    this.manifest = manifest;
    this.parameters = parameters;
    this.stack = stack;
  }

  /**
   * Builds the network with the parameters of the file.
   *
   * @param manager the manager that will own the parameters
   * @throws StorageException if the network is not the one that was saved
   */
  Network load(NDManager manager) throws StorageException {
    Network network = empty();
    parameters.requireAll(network.getParameters().toMap().keySet());
    network.getParameters().forEach(entry -> limit(entry.getKey(), entry.getValue()));
    try {
      network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(manifest.input().shape()));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof StorageException cause) {
        throw cause; // of a tensor, see limit
      }
      throw e;
    }
    parameters.readInto(SafetensorsFile.parametersOf(network));
    return network;
  }

  /** Builds the network without parameters, after its depth was compared with the file. */
  Network empty() throws StorageException {
    List<Integer> blocks = manifest.network().blocks();
    for (int i = 0; i < blocks.size(); i++) {
      requireDepth(i, blocks.get(i), manifest.network().widths().get(i));
    }
    return build();
  }

  /** Its initial values are overwritten, so it gets none. */
  private void limit(String name, Parameter parameter) {
    Initializer zeros =
        (manager, shape, type) -> {
          try {
            parameters.requireShape(name, shape);
          } catch (StorageException e) {
            throw new UncheckedIOException(e);
          }
          return manager.zeros(shape, type);
        };
    parameter.setInitializer(zeros);
  }

  /** Compares the number of blocks with the number of tensors, by stacks of one and two blocks. */
  private void requireDepth(int index, int blocks, int width) throws StorageException {
    HighOrderStack one = stack.create(1, width);
    requireSameScheme(one);
    if (blocks == 1) {
      return;
    }
    long first = one.getParameters().size();
    long more = stack.create(2, width).getParameters().size() - first;
    if (more == 0 && blocks > MAX_SHARED_BLOCKS) {
      throw parameters.mismatch(
          "%s blocks of stack %s have no tensors of their own, and at most %s may have none"
              .formatted(blocks, index + 1, MAX_SHARED_BLOCKS));
    }
    // The number before the name counts the parts; transitions may be parts of their own, or not.
    Pattern ofThisStack = Pattern.compile("[0-9]+stack%s_.*".formatted(index + 1));
    long found =
        parameters.shapes().keySet().stream()
            .filter(name -> ofThisStack.matcher(name).matches())
            .count();
    long needed = first + (blocks - 1) * more;
    if (found < needed) {
      throw parameters.mismatch(
          "it holds %s tensors of stack %s, but %s blocks of it need %s"
              .formatted(found, index + 1, blocks, needed));
    }
  }

  private void requireSameScheme(HighOrderStack built) throws StorageException {
    NetworkRecord saved = manifest.network();
    requireSame("wiring", saved.wiring(), built, StackDescription::wiring);
    requireSame("weights", saved.weights(), built, description -> description.weights().name());
    requireSame("step size", saved.step(), built, description -> description.stepSize().toString());
    requireSame(
        "activation after the sum",
        saved.afterSum(),
        built,
        description -> NetworkRecord.afterSum(description.afterSum()));
  }

  private void requireSame(
      String what, String saved, HighOrderStack built, Function<StackDescription, String> of)
      throws StorageException {
    String now = of.apply(built.description());
    if (!Objects.equals(now, saved)) {
      throw new StorageException(
          "%s was saved with the %s %s, but %s has %s. Use the class as it was."
              .formatted(
                  ForeignText.show(directory),
                  what,
                  saved == null ? NONE : ForeignText.show(saved),
                  built.getClass().getName(),
                  now == null ? NONE : now));
    }
  }

  private Network build() {
    NetworkRecord saved = manifest.network();
    return Network.builder()
        .setClasses(manifest.classes().size())
        .setWidths(toArray(saved.widths()))
        .setBlocks(toArray(saved.blocks()))
        .setStack(stack)
        .optLayout(Layout.valueOf(saved.layout()))
        .optStemWidth(saved.stemWidth() == null ? 0 : saved.stemWidth())
        .optSurvival(saved.survival() == null ? 1 : saved.survival())
        .optVocabulary(manifest.input().tokens())
        .optTransition(Transition.valueOf(saved.transition()))
        .build();
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
