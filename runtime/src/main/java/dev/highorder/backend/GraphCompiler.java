package dev.highorder.backend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compiles networks into graphs that an engine runs as one operator. What a graph computes is the
 * same as what the network computes, to the precision that the compiler states.
 *
 * <p>A compilation consists of several units of work ({@link Backend#call}), so that other users of
 * the engine are served meanwhile; so it should be called from outside of one.
 *
 * <p>All methods throw {@link UntraceableNetworkException} if the tracer decides that a network
 * cannot be traced. Any other exception is a fault of the compiler or of the engine.
 */
public interface GraphCompiler {

  /**
   * Compiles a network for inference.
   *
   * @param network is initialised, with one input and one output; its parameters must not change
   *     any more
   * @param parent the manager that the graph belongs to
   * @param example an input of the shape that every input will have; it stays open
   * @throws UntraceableNetworkException if the network cannot be traced
   */
  CompiledNetwork compile(Block network, NDManager parent, NDArray example);

  /**
   * Traces a network, so that it can be compiled for inference again whenever its parameters have
   * changed.
   *
   * @param network is initialised, with one input and one output
   * @param parent the parent of the manager of all temporary arrays
   * @param input the shape of the network's inputs; the batch size may differ later
   * @throws UntraceableNetworkException if the network cannot be traced
   */
  TracedNetwork trace(Block network, NDManager parent, Shape input);

  /**
   * Writes a graph in the engine's own format, for programs without this library.
   *
   * @param graph for inference, with one output
   * @param parameters returns the value of a parameter by its name
   * @param folder an existing folder
   * @param name the beginning of the names of the files
   * @return the files
   * @throws UnsupportedOperationException if the engine has no such format, as by default
   */
  @SuppressWarnings("exports") // for the rooms of this library, which read graphs
  default List<Path> writeFiles(
      Graph graph, Function<String, Tensor> parameters, Path folder, String name)
      throws IOException {
    throw new UnsupportedOperationException("This engine has no format of files.");
  }

  /**
   * Compiles a network for training. Random operators draw new numbers in each pass. Tracing runs
   * the network in training mode, which advances the engine's random state if the network has
   * layers such as dropout.
   *
   * @param network is initialised, with one input and one output
   * @param parameters the arrays, by name, that the graph reads and that get the gradients; they
   *     must not be replaced
   * @param parent the manager that the graph belongs to
   * @param input the shape that every input will have
   * @throws UntraceableNetworkException if the network cannot be traced
   */
  TrainableNetwork compileForTraining(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input);

  /**
   * Compiles a network for training with recomputation: the forward pass keeps few activations, and
   * the backward pass computes the others again. The parameters are those of {@link
   * #compileForTraining}.
   *
   * @return empty if the network draws random numbers, which a second computation would draw
   *     differently
   * @throws UntraceableNetworkException if the network cannot be traced
   */
  Optional<TrainableNetwork> compileForRecomputation(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input);
}
