package dev.highorder.graph;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Infers channels, height and width of nodes.
 *
 * <p>Convolutions know the shape of their output. Sums, ReLU and batch normalisation keep the shape
 * of their inputs. The shape of every other node is unknown.
 */
final class ShapeInference {

  private final Map<Node, Optional<List<Long>>> known = new HashMap<>();

  /** Returns channels, height and width of a node, if they are known. */
  Optional<List<Long>> of(Node node) {
    Deque<Node> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) { // no recursion: networks are thousands of nodes deep
      Node next = open.peek();
      Optional<List<Long>> own = own(next);
      Optional<Node> unseen =
          own.isPresent() || !keepsShape(next)
              ? Optional.empty()
              : sources(next).stream().filter(n -> !known.containsKey(n)).findFirst();
      if (unseen.isPresent()) {
        open.push(unseen.get());
      } else {
        known.put(open.pop(), own);
      }
    }
    return known.get(node);
  }

  private Optional<List<Long>> own(Node node) {
    if (node.operator() instanceof Convolution convolution) {
      return Optional.of(output(convolution));
    }
    if (node.operator() instanceof FusedConvolution fused) {
      return Optional.of(output(fused.convolution()));
    }
    return keepsShape(node)
        ? sources(node).stream()
            .flatMap(n -> known.getOrDefault(n, Optional.empty()).stream())
            .findFirst()
        : Optional.empty();
  }

  private static boolean keepsShape(Node node) {
    return node.operator() instanceof WeightedSum
        || node.operator() instanceof Relu
        || node.operator() instanceof BatchNorm;
  }

  /** Returns the inputs that have the shape of the output: of a normalisation only the data. */
  private static List<Node> sources(Node node) {
    return node.operator() instanceof BatchNorm ? node.inputs().subList(0, 1) : node.inputs();
  }

  private static List<Long> output(Convolution convolution) {
    return List.of((long) convolution.filters(), convolution.length(0), convolution.length(1));
  }
}
