package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The text, by MXNet's description of its symbols; SymbolReaderTest has MXNet read it. */
class SymbolWriterTest {

  private static final Operator.Convolution CONVOLUTION =
      new Operator.Convolution(
          new Operator.Window(List.of(3, 3), List.of(1, 2), List.of(1, 0), List.of(1, 1)),
          4,
          2,
          false,
          List.of(4L, 8L, 8L));

  private static final List<String> ORDER =
      List.of("null", "Convolution", "Activation", "elemwise_add");

  private final Node x = new Node(new Operator.Input());
  private final Node weight = new Node(new Operator.Parameter("weight"));

  private static JsonObject json(Node output, boolean training) {
    return JsonParser.parseString(SymbolWriter.write(new Graph(output), training).json())
        .getAsJsonObject();
  }

  private static JsonObject last(JsonObject json) {
    int head = json.getAsJsonArray("heads").get(0).getAsJsonArray().get(0).getAsInt();
    return json.getAsJsonArray("nodes").get(head).getAsJsonObject();
  }

  private static Map<String, String> settings(JsonObject node) {
    Map<String, String> settings = new TreeMap<>();
    node.getAsJsonObject("attrs")
        .entrySet()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().getAsString()));
    return settings;
  }

  @Test
  void aConvolutionHasItsWindow() {
    JsonObject node = last(json(new Node(CONVOLUTION, x, weight), false));

    assertEquals("Convolution", node.get("op").getAsString());
    assertEquals(
        Map.of(
            "kernel", "(3, 3)",
            "stride", "(1, 2)",
            "pad", "(1, 0)",
            "dilate", "(1, 1)",
            "num_filter", "4",
            "num_group", "2",
            "no_bias", "true"),
        settings(node));
  }

  @Test
  void variablesAreTheInputAndTheValues() {
    Graph graph = new Graph(new Node(CONVOLUTION, x, weight));
    SymbolWriter.Written written = SymbolWriter.write(graph, false);
    JsonObject json = JsonParser.parseString(written.json()).getAsJsonObject();
    List<String> variables = new ArrayList<>();
    json.getAsJsonArray("arg_nodes")
        .forEach(
            number ->
                variables.add(
                    json.getAsJsonArray("nodes")
                        .get(number.getAsInt())
                        .getAsJsonObject()
                        .get("name")
                        .getAsString()));

    assertTrue(variables.remove(SymbolWriter.input(0)), variables.toString());
    assertEquals(written.values().keySet(), Set.copyOf(variables));
    assertEquals(List.of(weight), List.copyOf(written.values().values()));
  }

  @Test
  void aFusedConvolutionHoldsWhatItIsMadeOf() {
    Node fused =
        new Node(new Operator.FusedConvolution(CONVOLUTION, true, true, false), x, weight, x);
    JsonObject node = last(json(fused, false));

    assertEquals("_sg_mkldnn_conv", node.get("op").getAsString());
    assertEquals(Map.of("with_act", "true", "with_sum", "true"), settings(node));
    List<String> inner = new ArrayList<>();
    node.getAsJsonArray("subgraphs")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("nodes")
        .forEach(part -> inner.add(part.getAsJsonObject().get("op").getAsString()));
    assertEquals(
        List.of("null", "null", "null", "Convolution", "Activation", "elemwise_add"),
        inner.stream().sorted(Comparator.comparingInt(ORDER::indexOf)).toList());
  }

  @Test
  void theReluAfterASumIsASettingOfItsOwn() {
    Operator last = new Operator.FusedConvolution(CONVOLUTION, false, true, true);
    JsonObject node = last(json(new Node(last, x, weight, x), false));
    assertEquals(Map.of("with_postsum_act", "true", "with_sum", "true"), settings(node));
    JsonArray parts =
        node.getAsJsonArray("subgraphs").get(0).getAsJsonObject().getAsJsonArray("nodes");
    assertEquals(
        "Activation", parts.get(parts.size() - 1).getAsJsonObject().get("op").getAsString());
  }

  /** The backward pass of oneDNN's pooling is slow. */
  @Test
  void theMeanOverAnImageDependsOnThePurpose() {
    Node mean = new Node(new Operator.GlobalAveragePool(), x);
    assertEquals("Pooling", last(json(mean, false)).get("op").getAsString());
    assertEquals("mean", last(json(mean, true)).get("op").getAsString());
  }

  @Test
  void sumsHaveTheOperatorOfTheirNumberOfTerms() {
    assertEquals(
        "elemwise_add",
        last(json(new Node(Operator.WeightedSum.plain(2), x, x), false)).get("op").getAsString());
    JsonObject three = last(json(new Node(Operator.WeightedSum.plain(3), x, x, x), false));
    assertEquals("add_n", three.get("op").getAsString());
    assertEquals(Map.of("num_args", "3"), settings(three));
    JsonObject scaled = last(json(new Node(new Operator.WeightedSum(List.of(0.5)), x), false));
    assertEquals("_mul_scalar", scaled.get("op").getAsString());
    assertEquals(Map.of("scalar", "0.5"), settings(scaled));
    Node weighted = new Node(new Operator.WeightedSum(List.of(1.0, 0.5)), x, x);
    assertThrows(IllegalArgumentException.class, () -> json(weighted, false));
  }
}
