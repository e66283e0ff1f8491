package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerTest {

  private static final Shape INPUT = new Shape(7, 3, 8, 8);

  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Graph trace(Block network) {
    network.initialize(manager, DataType.FLOAT32, INPUT);
    return Tracer.trace(network, manager, INPUT);
  }

  private Graph trace(Function<NDArray, NDArray> operation) {
    return trace(LambdaBlock.singleton(operation, "operation"));
  }

  private static Block layers() {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .optStride(new Shape(2, 2))
                .setFilters(4)
                .build())
        .add(BatchNorm.builder().optEpsilon(1e-3f).build())
        .add(Activation.reluBlock());
  }

  @Test
  void writesDownTheOperatorsWithTheirSettings() {
    Graph graph = trace(layers());

    Node relu = graph.output();
    Node norm = relu.input(0);
    Node convolution = norm.input(0);
    assertEquals(new Operator.Relu(), relu.operator());
    assertEquals(1e-3, ((Operator.BatchNorm) norm.operator()).epsilon(), 1e-9);
    assertEquals(
        new Operator.Convolution(
            new Operator.Window(List.of(3, 3), List.of(2, 2), List.of(1, 1), List.of(1, 1)),
            4,
            1,
            true,
            List.of(3L, 8L, 8L)),
        convolution.operator());
    assertEquals(new Operator.Input(), convolution.input(0).operator());
    List<Operator> parameters =
        graph.nodes().stream()
            .map(Node::operator)
            .filter(Operator.Parameter.class::isInstance)
            .toList();
    assertEquals(6, parameters.size(), parameters.toString());
  }

  /** A sum by hand: the number is the same each time, and so is the array. */
  @Test
  void numbersAndArraysOfTheNetworkBecomeConstants() {
    Graph graph = trace(x -> x.mul(0.25f).add(x.getManager().eye(8)));

    List<Operator> operators = graph.nodes().stream().map(Node::operator).toList();
    assertTrue(operators.contains(new Operator.WeightedSum(List.of(0.25))), operators.toString());
    Tensor constant =
        operators.stream()
            .filter(Operator.Constant.class::isInstance)
            .map(operator -> ((Operator.Constant) operator).value())
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(8L, 8L), constant.shape());
    assertEquals(1, constant.values()[9]);
    assertEquals(0, constant.values()[10]);
  }

  /** MXNet's -2 stands for the size of the input, -1 for what remains. */
  @Test
  void reshapesTakeTheBatchSizeFromTheirInput() {
    Graph kept = trace(x -> x.reshape(x.size(0), 3 * 64));
    assertEquals(
        new Operator.Opaque("_npx_reshape", Map.of("newshape", "(-2, 192)")),
        kept.output().operator());
    Graph merged = trace(x -> x.reshape(x.size(0) * 3, 64));
    assertEquals(
        new Operator.Opaque("_npx_reshape", Map.of("newshape", "(-1, 64)")),
        merged.output().operator());
  }

  /** A parameter times two. */
  private static final class Ignoring extends AbstractBlock {

    private final Parameter weight =
        addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());

    @SuppressWarnings("this-escape") // how DJL's blocks are built
    Ignoring() {}

    @Override
    public void prepare(Shape[] inputShapes) {
      weight.setShape(new Shape(4, 4));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return new NDList(store.getValue(weight, inputs.head().getDevice(), training).mul(2));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] shapes) {
      return new Shape[] {new Shape(4, 4)};
    }
  }

  @Test
  void refusesANetworkThatIgnoresItsInput() {
    String why = "does not depend on its input";
    assertRefused(LambdaBlock.singleton(x -> x.getManager().ones(new Shape(2, 2)), "ones"), why);
    assertRefused(new Ignoring(), why);
  }

  private void assertRefused(Block network, String why) {
    String message =
        assertThrows(UntraceableNetworkException.class, () -> trace(network)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void refusesParametersOfAnotherType() {
    Block doubles = Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(2).build();
    doubles.initialize(manager, DataType.FLOAT64, INPUT);

    String message =
        assertThrows(UntraceableNetworkException.class, () -> Tracer.trace(doubles, manager, INPUT))
            .getMessage();
    assertTrue(message.contains("weight") && message.contains("float64"), message);
  }

  @Test
  void saysWhatTheNetworkThrew() {
    IllegalArgumentException thrown = new IllegalArgumentException("batches of seven only");
    UntraceableNetworkException refused =
        assertThrows(
            UntraceableNetworkException.class,
            () ->
                trace(
                    x -> {
                      if (x.size(0) != 7) {
                        throw thrown;
                      }
                      return x;
                    }));

    assertTrue(refused.getMessage().contains("batches of seven only"), refused.getMessage());
    assertEquals(thrown, refused.getCause());
  }

  @Test
  void leavesTheNetworkAndTheThreadAlone() {
    Block network = layers();
    network.initialize(manager, DataType.FLOAT32, INPUT);
    NDArray weight = network.getParameters().valueAt(0).getArray();
    float[] before = weight.toFloatArray();
    boolean hadGradient = weight.hasGradient();
    int arrays = manager.getManagedArrays().size();
    Tracer.trace(network, manager, INPUT, true);

    assertArrayEquals(before, weight.toFloatArray());
    assertEquals(hadGradient, weight.hasGradient());
    assertEquals(arrays, manager.getManagedArrays().size());
    assertFalse(JnaUtils.autogradIsRecording());
    assertFalse(JnaUtils.autogradIsTraining());
  }
}
