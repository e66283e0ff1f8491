package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.network.Network;
import dev.highorder.stack.ScopedForward;
import dev.highorder.stack.TanhStack;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A compiled network computes what the network computes operator by operator. */
class MxNetCompilerTest {

  private static final Shape INPUT = new Shape(2, 3, 8, 8);

  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final GraphCompiler compiler = MxNetBackend.get().compiler(Device.cpu()).orElseThrow();
  private Network network;

  @BeforeEach
  void build() {
    network =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(1, 2)
            .setStack(TanhStack::withBlocks)
            .build();
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    moveStatistics();
  }

  /** So that normalisations do something else than nothing. */
  private void moveStatistics() {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      network
          .getParameters()
          .values()
          .forEach(p -> p.getArray().setRequiresGradient(p.requiresGradient()));
      NDArray x = scope.randomNormal(new Shape(16, 3, 8, 8)).mul(3).add(1);
      collector.backward(network.forward(parameters, new NDList(x), true).head().sum());
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] imperative(NDArray x) {
    return network.forward(parameters, new NDList(x), false).head().toFloatArray();
  }

  @Test
  void computesTheSame() {
    try (CompiledNetwork compiled = compiler.compile(network, manager, manager.ones(INPUT))) {
      for (int i = 0; i < 3; i++) {
        NDArray x = manager.randomNormal(INPUT);
        assertArrayEquals(imperative(x), compiled.forward(x).toFloatArray(), 1e-5f);
      }
    }
  }

  /** Its operators exist on a CPU, too. */
  @Test
  void whatItCompilesForAGpuComputesTheSame() {
    GraphCompiler forGpu = new MxNetCompiler(MxNetBackend.get(), true);
    try (CompiledNetwork compiled = forGpu.compile(network, manager, manager.ones(INPUT))) {
      NDArray x = manager.randomNormal(INPUT);
      assertArrayEquals(imperative(x), compiled.forward(x).toFloatArray(), 1e-5f);
    }
  }

  /** Variables are numbered over all networks of a process. */
  @Test
  void severalGraphsDoNotMeet() {
    Shape one = new Shape(1, 3, 8, 8);
    try (CompiledNetwork two = compiler.compile(network, manager, manager.ones(INPUT));
        CompiledNetwork single = compiler.compile(network, manager, manager.ones(one))) {
      NDArray x = manager.randomNormal(INPUT);
      NDArray y = manager.randomNormal(one);
      assertArrayEquals(imperative(x), two.forward(x).toFloatArray(), 1e-5f);
      assertArrayEquals(imperative(y), single.forward(y).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void leavesNothingBehind() {
    NDArray x = manager.randomNormal(INPUT);
    int arrays = manager.getManagedArrays().size();
    try (CompiledNetwork compiled = compiler.compile(network, manager, x)) {
      compiled.forward(x).close();
    }

    assertEquals(arrays, manager.getManagedArrays().size());
    assertTrue(
        network.getParameters().values().get(0).getArray().toFloatArray()[0] != 0, "still open");
  }

  /** Frozen as it was when it was recorded, a choice would be wrong for other inputs. */
  @Test
  void refusesWhatDependsOnNumbersThatAreRead() {
    refuses(x -> x.abs().mean().getFloat() > 1.5f ? x.tanh() : x.mul(-3).tanh(), "depend on");
    refuses(x -> x.mul(x.abs().max().getFloat()), "depend on");
  }

  /** Such as what attention divides by, and the kernel that picks neighbours. */
  @Test
  void keepsWhatTheNetworkCreatesEachTime() {
    Block block =
        new SequentialBlock()
            .add(
                LambdaBlock.singleton(
                    x -> x.mul(x.getManager().create(0.25f)).add(x.getManager().eye(8)), "own"))
            .add(Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(4).build());
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, INPUT);
    NDArray x = manager.randomNormal(INPUT);
    NDArray scaled = x.mul(0.25).add(manager.eye(8));
    float[] expected =
        block
            .getChildren()
            .valueAt(1)
            .forward(new ParameterStore(manager, false), new NDList(scaled), false)
            .head()
            .toFloatArray();

    try (CompiledNetwork compiled = compiler.compile(block, manager, manager.ones(INPUT))) {
      assertArrayEquals(expected, compiled.forward(x).toFloatArray(), 1e-5f);
    }
  }

  /** Twice its sub-net, which is freed of all that it created as soon as it has run. */
  private static final class Doubled extends AbstractBlock {

    private final boolean readsParameter;
    private final Block linear =
        addChildBlock(
            "linear", Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(4).build());

    @SuppressWarnings("this-escape") // how DJL's blocks are built
    Doubled(boolean readsParameter) {
      this.readsParameter = readsParameter;
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.head();
      Parameter weight = linear.getParameters().valueAt(0);
      float factor =
          readsParameter
              ? store.getValue(weight, x.getDevice(), training).abs().sum().getFloat()
              : 0.25f;
      Block scaled =
          new SequentialBlock()
              .add(LambdaBlock.singleton(y -> y.mul(y.getManager().create(factor)), "scaling"))
              .add(linear);
      return new NDList(ScopedForward.of(scaled, store, x, training, params).mul(2));
    }

    @Override
    protected void initializeChildBlocks(NDManager scope, DataType type, Shape... shapes) {
      linear.initialize(scope, type, shapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] shapes) {
      return shapes.clone();
    }
  }

  @Test
  void keepsWhatASubNetCreatesAndLoses() {
    Block block = new Doubled(false);
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, INPUT);
    NDArray x = manager.randomNormal(INPUT);
    float[] expected =
        block
            .getChildren()
            .valueAt(0)
            .forward(new ParameterStore(manager, false), new NDList(x), false)
            .head()
            .mul(0.5)
            .toFloatArray();

    try (CompiledNetwork compiled = compiler.compile(block, manager, manager.ones(INPUT))) {
      assertArrayEquals(expected, compiled.forward(x).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void refusesWhatCreatesOtherArraysEachTime() {
    refuses(x -> x.add(x.getManager().ones(x.getShape())), "whose shape depends on its input");
    refuses(x -> x.add(x.getManager().randomNormal(new Shape(8, 8))), "not the same each time");
  }

  /** Else it would stay what it was while the parameter learns. */
  @Test
  void refusesWhatIsMadeOfAParameterInJava() {
    Block block = new Doubled(true);
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, INPUT);
    String message =
        assertThrows(
                UntraceableNetworkException.class,
                () -> compiler.compile(block, manager, manager.ones(INPUT)))
            .getMessage();
    assertTrue(message.contains("not the same each time"), message);
  }

  @Test
  void refusesArraysThatAreNeitherParametersNorCreated() {
    String why = "neither parameters";
    refuses(x -> x.add(x.getManager().ones(new Shape(8, 8), DataType.FLOAT64)), why);
    NDArray kept = manager.ones(new Shape(8, 8));
    refuses(x -> x.add(kept), why);
    refuses(
        x -> {
          try (NDArray gone = x.getManager().ones(new Shape(8, 8))) {
            return x.add(gone);
          }
        },
        why);
  }

  /** MXNet finds no types for this one, which is no decision of the tracer's. */
  @Test
  void whatMxNetRefusesIsAFault() {
    refuses(EngineException.class, x -> NDArrays.where(x.gt(0), x, x.mul(0.1)), "type");
  }

  @Test
  void refusesWhatFailsWithOtherBatches() {
    refuses(
        x -> {
          if (x.size(0) != INPUT.get(0)) {
            throw new IllegalArgumentException("batches of two only");
          }
          return x;
        },
        "batches of two only");
  }

  private void refuses(Function<NDArray, NDArray> operation, String why) {
    refuses(UntraceableNetworkException.class, operation, why);
  }

  private void refuses(
      Class<? extends RuntimeException> type, Function<NDArray, NDArray> operation, String why) {
    Block block =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(4).build())
            .add(LambdaBlock.singleton(operation, "operation"));
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, INPUT);
    NDArray example = manager.ones(INPUT);
    int arrays = manager.getManagedArrays().size();

    String message =
        assertThrows(type, () -> compiler.compile(block, manager, example)).getMessage();

    assertTrue(message.contains(why), message);
    assertEquals(arrays, manager.getManagedArrays().size(), "all is closed again");
  }

  /** Variables are distinguished by name, not by a count that another thread may move. */
  @Test
  void anotherThreadMayRecordMeanwhile() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!done.get()) {
                try (NDManager own = manager.getEngine().newBaseManager();
                    GradientCollector collector = manager.getEngine().newGradientCollector()) {
                  NDArray x = own.ones(new Shape(3));
                  x.setRequiresGradient(true);
                  collector.backward(x.mul(2).add(own.ones(new Shape(3))).sum());
                }
              }
            });
    other.start();
    try {
      for (int i = 0; i < 10; i++) {
        NDArray x = manager.randomNormal(INPUT);
        try (CompiledNetwork compiled = compiler.compile(network, manager, x)) {
          assertArrayEquals(imperative(x), compiled.forward(x).toFloatArray(), 1e-5f);
        }
      }
    } finally {
      done.set(true);
      other.join();
    }
  }

  /** Such as the requests to another classifier. */
  @Test
  void othersAreServedDuringACompilation() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    NDArray example = manager.ones(INPUT);
    Thread compiling =
        new Thread(
            () -> {
              compiler.compile(network, manager, example).close();
              done.set(true);
            });
    compiling.start();
    int served = 0;
    while (!done.get()) {
      served += MxNetBackend.get().call(() -> 1);
    }
    compiling.join();

    assertTrue(served > 10, "units of work between those of the compilation: " + served);
  }

  @Test
  void leavesTheNamesOfParametersAlone() {
    String before = network.getParameters().values().get(0).getArray().getName();
    compiler.compile(network, manager, manager.ones(INPUT)).close();

    assertEquals(before, network.getParameters().values().get(0).getArray().getName());
  }
}
