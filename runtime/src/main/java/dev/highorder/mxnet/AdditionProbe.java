package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures whether oneDNN has fast code for a convolution that adds a tensor behind its ReLU. Only
 * its newest code, for AVX-512, has; otherwise oneDNN uses a reference implementation, a hundred
 * times slower, without a warning.
 */
final class AdditionProbe {

  /** The largest ratio that is still fast. Reference code is 100 times slower; noise is not. */
  private static final double MAX_RATIO = 3;

  private static final int RUNS = 7;

  /** The results so far, which hold for the whole process. */
  private static final Map<FusedConvolution, Boolean> KNOWN = new ConcurrentHashMap<>();

  private AdditionProbe() {}

  /** Returns whether a convolution that adds a tensor is as fast as the same in two operators. */
  static boolean isFast(FusedConvolution fused, NDManager parent) {
    Boolean known = KNOWN.get(fused);
    if (known == null) {
      known = nanos(fused, true, parent) < MAX_RATIO * nanos(fused, false, parent);
      KNOWN.put(fused, known);
    }
    return known;
  }

  /** Returns the shortest time for one image, with the addition inside the convolution or after. */
  private static long nanos(FusedConvolution fused, boolean within, NDManager parent) {
    Convolution convolution = fused.convolution();
    try (NDManager manager = parent.newSubManager()) {
      Node data = new Node(new Operator.Input());
      List<Long> image = convolution.inputShape();
      long channels = image.get(0) / convolution.groups();
      List<Integer> kernel = convolution.window().kernel();
      List<Node> inputs = new ArrayList<>();
      inputs.add(data);
      inputs.add(zeros((long) convolution.filters(), channels, kernel.get(0), kernel.get(1)));
      if (convolution.hasBias()) {
        inputs.add(zeros((long) convolution.filters()));
      }
      Node addend =
          zeros(1L, (long) convolution.filters(), convolution.length(0), convolution.length(1));
      Node output;
      if (within) {
        inputs.add(addend);
        output = new Node(fused, inputs);
      } else if (fused.isDepthwise1x1()) {
        Node scaled = new Node(new Operator.WeightedSum(List.of(2.0)), data);
        output = new Node(Operator.WeightedSum.plain(2), scaled, addend);
      } else {
        Node convolved = new Node(fused.alone(), inputs);
        output = new Node(Operator.WeightedSum.plain(2), convolved, addend);
      }
      if (fused.hasLastRelu() && !within) {
        output = new Node(new Operator.Relu(), output);
      }
      CompiledGraph graph =
          new CompiledGraph(new Graph(output), manager, Map.of(), CompiledGraph.Use.INFERENCE);
      NDArray x = manager.zeros(new Shape(1, image.get(0), image.get(1), image.get(2)));
      long shortest = Long.MAX_VALUE;
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        try (NDArray y = graph.forward(x)) {
          y.toByteBuffer();
        }
        shortest = Math.min(shortest, System.nanoTime() - start);
      }
      return shortest;
    }
  }

  private static Node zeros(long... shape) {
    List<Long> dimensions = new ArrayList<>();
    long size = 1;
    for (long length : shape) {
      dimensions.add(length);
      size *= length;
    }
    return new Node(
        new Operator.Constant(new Tensor(dimensions, new float[Math.toIntExact(size)])));
  }
}
