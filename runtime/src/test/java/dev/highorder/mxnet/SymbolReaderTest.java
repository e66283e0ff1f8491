package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SymbolReaderTest {

  private static final Shape INPUT = new Shape(2, 4, 8, 8);

  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** One operator of MXNet on the input {@code x}, with variables of these shapes. */
  private Graph read(String operator, String settings, int output, Map<String, Shape> others) {
    StringBuilder nodes = new StringBuilder("{\"op\":\"null\",\"name\":\"x\",\"inputs\":[]}");
    StringBuilder inputs = new StringBuilder("[0,0,0]");
    StringBuilder variables = new StringBuilder("0");
    Map<String, Operator> operators = new HashMap<>(Map.of("x", new Operator.Input()));
    Map<String, Shape> shapes = new HashMap<>(others);
    shapes.put("x", INPUT);
    int number = 0;
    for (String name : others.keySet().stream().sorted().toList()) {
      number++;
      nodes.append(",{\"op\":\"null\",\"name\":\"%s\",\"inputs\":[]}".formatted(name));
      inputs.append(",[%d,0,0]".formatted(number));
      variables.append(",").append(number);
      operators.put(name, new Operator.Parameter(name));
    }
    String json =
        """
        {"nodes":[%s,{"op":"%s","name":"result","attrs":{%s},"inputs":[%s]}],
         "arg_nodes":[%s],"node_row_ptr":[%s],"heads":[[%d,%d,0]],
         "attrs":{"mxnet_version":["int",10900],"is_np_shape":["int",2]}}
        """
            .formatted(
                nodes,
                operator,
                settings,
                inputs,
                variables,
                variables + "," + (number + 1) + "," + (number + 2),
                number + 1,
                output);
    try (Symbol symbol = Symbol.loadJson((MxNDManager) manager, json)) {
      return SymbolReader.read((MxNDManager) manager, symbol, operators, shapes);
    }
  }

  private Operator read(String operator, String settings) {
    return read(operator, settings, 0, Map.of()).output().operator();
  }

  @Test
  void knowsTheOperatorsThatPassesLookInto() {
    assertEquals(new Operator.Copy(), read("identity", ""));
    assertEquals(new Operator.Copy(), read("Dropout", "\"p\":\"0\""));
    assertEquals(new Operator.Relu(), read("Activation", "\"act_type\":\"relu\""));
    assertEquals(
        new Operator.WeightedSum(List.of(0.25)), read("_mul_scalar", "\"scalar\":\"0.25\""));
    assertEquals(
        new Operator.WeightedSum(List.of(4.0)), read("_div_scalar", "\"scalar\":\"0.25\""));
    assertEquals(
        new Operator.GlobalAveragePool(),
        read("Pooling", "\"global_pool\":\"True\",\"pool_type\":\"avg\",\"kernel\":\"(1, 1)\""));
  }

  @Test
  void readsTheWindowOfAConvolution() {
    Graph graph =
        read(
            "Convolution",
            "\"kernel\":\"(3, 3)\",\"num_filter\":\"6\",\"num_group\":\"2\",\"pad\":\"(1, 1)\","
                + "\"no_bias\":\"True\"",
            0,
            Map.of("weight", new Shape(6, 2, 3, 3)));

    assertEquals(
        new Operator.Convolution(
            new Operator.Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), List.of(1, 1)),
            6,
            2,
            false,
            List.of(4L, 8L, 8L)),
        graph.output().operator());
    assertEquals(new Operator.Parameter("weight"), graph.output().input(1).operator());
  }

  /** A row that is added to each image is no plain sum. */
  @Test
  void sumsAreOfEqualShapes() {
    assertEquals(
        Operator.WeightedSum.plain(2),
        read("elemwise_add", "", 0, Map.of("y", INPUT)).output().operator());
    assertEquals(
        new Operator.WeightedSum(List.of(1.0, -1.0)),
        read("elemwise_sub", "", 0, Map.of("y", INPUT)).output().operator());
    assertEquals(
        new Operator.Opaque("_npi_add", Map.of()),
        read("_npi_add", "", 0, Map.of("y", new Shape(8))).output().operator());
  }

  @Test
  void leavesOtherOperatorsAsTheyAre() {
    assertEquals(
        new Operator.Opaque("Activation", Map.of("act_type", "tanh")),
        read("Activation", "\"act_type\":\"tanh\""));
    assertEquals(
        new Operator.Opaque("Dropout", Map.of("p", "0.5")), read("Dropout", "\"p\":\"0.5\""));
  }

  /** A normalisation has its mean as a second output. */
  @Test
  void refusesASecondOutputOfANormalisation() {
    Shape channels = new Shape(4);
    Map<String, Shape> parameters =
        Map.of("a", channels, "b", channels, "c", channels, "d", channels);
    String settings = "\"fix_gamma\":\"False\",\"axis\":\"1\",\"eps\":\"0.01\"";
    Operator read = read("BatchNorm", settings, 0, parameters).output().operator();
    assertEquals(0.01, ((Operator.BatchNorm) read).epsilon());
    String message =
        assertThrows(
                UntraceableNetworkException.class, () -> read("BatchNorm", settings, 1, parameters))
            .getMessage();
    assertTrue(message.contains("output 2"), message);
  }

  /** MXNet's own copy of what was written is the graph that was written. */
  @Test
  void readsWhatTheWriterWrites() {
    Node x = new Node(new Operator.Input());
    Node weight = new Node(new Operator.Parameter("weight"));
    Operator.Convolution convolution =
        new Operator.Convolution(
            new Operator.Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), List.of(1, 1)),
            4,
            1,
            false,
            List.of(4L, 8L, 8L));
    Node k = new Node(new Operator.Relu(), new Node(convolution, x, weight));
    Node scaled = new Node(new Operator.WeightedSum(List.of(0.5)), k);
    Node sum = new Node(Operator.WeightedSum.plain(2), x, scaled);
    Graph graph = new Graph(new Node(new Operator.GlobalAveragePool(), sum));

    SymbolWriter.Written written = SymbolWriter.write(graph, false);
    Map<String, Operator> operators = new HashMap<>();
    Map<String, Shape> shapes = new HashMap<>();
    operators.put(SymbolWriter.input(0), new Operator.Input());
    shapes.put(SymbolWriter.input(0), INPUT);
    written
        .values()
        .forEach(
            (name, node) -> {
              operators.put(name, node.operator());
              shapes.put(name, new Shape(4, 4, 3, 3));
            });
    try (Symbol symbol = Symbol.loadJson((MxNDManager) manager, written.json())) {
      Graph copy = SymbolReader.read((MxNDManager) manager, symbol, operators, shapes);
      assertEquals(operators(graph), operators(copy));
    }
  }

  private static List<Operator> operators(Graph graph) {
    return graph.nodes().stream().map(Node::operator).toList();
  }
}
