package dev.highorder.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.storage.StorageException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The import of a file's tensors into a network. Every tensor of the file must be used, or ignored
 * by a rule, and every parameter of the network must be filled.
 */
public final class WeightImport {

  /** The layer of a head that has the number of classes. */
  private static final String LAST_LAYER = "head.linear1.";

  /** A tensor without values: only the shapes of parameters are of interest. */
  private static final NDArray NOTHING =
      (NDArray)
          Proxy.newProxyInstance(
              NDArray.class.getClassLoader(),
              new Class<?>[] {NDArray.class},
              (proxy, method, arguments) -> null);

  private final MappedTensors file;
  private final Supplier<Network> network;
  private final Shape example;
  private final boolean newHead;

  /**
   * Creates an import; nothing is built yet.
   *
   * @param file the tensors with their addresses
   * @param network returns the network without parameters, a new one in each call
   * @param example the shape of one example, without the batch dimension
   * @param newHead whether the last layer gets new values, for another number of classes; the
   *     tensors of the file for it are not read then
   */
  public WeightImport(
      MappedTensors file, Supplier<Network> network, Shape example, boolean newHead) {
    this.file = file;
    this.network = network;
    this.example = new Shape(1).addAll(example);
    this.newHead = newHead;
  }

  /**
   * Builds the network with the values of the file. Names and shapes are compared before memory is
   * allocated.
   *
   * @param manager the manager that will own the parameters
   * @throws StorageException if file and network differ, with all differences, or a value is not a
   *     finite number
   */
  public Imported load(NDManager manager) throws StorageException {
    return Engines.backend(manager.getEngine()).call(() -> filled(manager));
  }

  private Imported filled(NDManager manager) throws StorageException {
    Map<String, Shape> shapes = shapes();
    ImportFaults.require(file, shapes, replaced());
    Network built = network.get();
    Map<String, Parameter> parameters = ParameterAddresses.of(built);
    Initializer zeros = NDManager::zeros;
    shapes.keySet().forEach(address -> parameters.get(address).setInitializer(zeros));
    built.initialize(manager, DataType.FLOAT32, example);
    Map<String, Parameter> byTensor = new LinkedHashMap<>();
    shapes
        .keySet()
        .forEach(address -> byTensor.put(file.sources().get(address), parameters.get(address)));
    file.file()
        .read(byTensor.keySet(), (name, values) -> byTensor.get(name).getArray().set(values));
    return new Imported(built, ImportedTensor.listed(file, shapes.keySet()), newParameters(built));
  }

  /** Returns the shapes of the parameters that the file is to fill. */
  private Map<String, Shape> shapes() {
    Network shapeless = network.get();
    shapeless.setInitializer((manager, shape, type) -> NOTHING, parameter -> true);
    shapeless.initialize(null, DataType.FLOAT32, example);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    ParameterAddresses.of(shapeless)
        .forEach((address, parameter) -> shapes.put(address, parameter.getShape()));
    shapes.keySet().removeIf(this::isReplaced);
    return shapes;
  }

  private boolean isReplaced(String address) {
    return newHead && address.startsWith(LAST_LAYER);
  }

  private List<String> replaced() {
    return file.sources().keySet().stream().filter(this::isReplaced).toList();
  }

  private List<String> newParameters(Network built) {
    return ParameterAddresses.of(built).keySet().stream().filter(this::isReplaced).toList();
  }
}
