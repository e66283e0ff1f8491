package dev.highorder.mxnet;

import ai.djl.mxnet.engine.GradReq;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Segmentation.Segment;
import dev.highorder.mxnet.CompiledGraph.Use;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network that runs as a chain of graphs, for training with recomputation. The forward pass keeps
 * the tensors between the segments and nothing else. The backward pass computes one segment after
 * the other again, from the last to the first, so that it needs the activations of only one at a
 * time.
 */
final class SegmentedNetwork implements TrainableNetwork {

  /** The beginnings of the names of random operators. */
  private static final List<String> RANDOM =
      List.of(
          "Dropout",
          "RNN",
          "_npx_rnn",
          "_random",
          "_sample",
          "_shuffle",
          "_npi_multinomial",
          "_npi_normal",
          "_npi_uniform");

  private final NDManager manager;
  private final List<Segment> segments;
  private final Map<String, NDArray> parameters;
  private final List<CompiledGraph> compiled = new ArrayList<>();

  /** The tensors between segments that depend on a trained parameter, and so need a gradient. */
  private final Set<Node> learning = new HashSet<>();

  /**
   * Compiles segments.
   *
   * @param manager the manager of all that the network owns, which is closed with it
   * @param segments the segments in order; the last computes the output
   * @param parameters the arrays, by name, that the segments read and that get the gradients
   */
  SegmentedNetwork(NDManager manager, List<Segment> segments, Map<String, NDArray> parameters) {
    this.manager = manager;
    this.segments = segments;
    this.parameters = parameters;
    for (Segment segment : segments) {
      compiled.add(new CompiledGraph(segment.graph(), manager, parameters, Use.SEGMENT));
      findLearning(segment);
    }
  }

  private void findLearning(Segment segment) {
    Set<Node> within = new HashSet<>();
    Graph graph = segment.graph();
    for (Node node : graph.nodes()) {
      boolean learns =
          node.operator() instanceof Operator.Placeholder placeholder
              ? isLearned(segment.reads().get(placeholder.index()))
              : isLearned(node) || node.inputs().stream().anyMatch(within::contains);
      if (learns) {
        within.add(node);
      }
    }
    for (int k = 0; k < segment.leaves().size(); k++) {
      if (within.contains(graph.output().input(k))) {
        learning.add(segment.leaves().get(k));
      }
    }
  }

  private boolean isLearned(Node node) {
    return node.operator() instanceof Operator.Parameter parameter
        ? parameters.get(parameter.name()).hasGradient()
        : learning.contains(node);
  }

  /** Returns whether a second computation of a graph could differ from the first. */
  static boolean drawsRandomNumbers(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.operator() instanceof Operator.Opaque opaque
                    && RANDOM.stream().anyMatch(opaque.name()::startsWith));
  }

  /** Autograd records the last segment only. */
  @Override
  public Pass pass(NDArray input) {
    NDManager scope = input.getManager();
    NDArray x = input.stopGradient();
    Map<Node, NDArray> values = sharedParameters(scope);
    boolean wasRecording = JnaUtils.autogradSetIsRecording(false);
    try {
      for (int i = 0; i < segments.size() - 1; i++) {
        put(values, segments.get(i), run(i, x, values));
      }
    } finally {
      JnaUtils.autogradSetIsRecording(wasRecording);
    }
    return new SegmentPass(x, values);
  }

  /**
   * Returns aliases of the parameters that several segments read. Each segment leaves its part of
   * the gradient at the alias; the parameter gets the sum.
   */
  private Map<Node, NDArray> sharedParameters(NDManager scope) {
    Map<Node, NDArray> values = new HashMap<>();
    for (Segment segment : segments) {
      for (Node node : segment.reads()) {
        if (node.operator() instanceof Operator.Parameter parameter && !values.containsKey(node)) {
          NDArray alias = parameters.get(parameter.name()).stopGradient();
          alias.attach(scope);
          values.put(node, alias);
        }
      }
    }
    return values;
  }

  private NDArray[] run(int segment, NDArray x, Map<Node, NDArray> values) {
    List<NDArray> inputs =
        segments.get(segment).reads().stream()
            .map(node -> node.operator() instanceof Operator.Input ? x : values.get(node))
            .toList();
    return compiled.get(segment).forward(inputs);
  }

  private static void put(Map<Node, NDArray> values, Segment segment, NDArray[] outputs) {
    for (int k = 0; k < outputs.length; k++) {
      values.put(segment.leaves().get(k), outputs[k]);
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /** One pass, with the tensors between the segments. */
  private final class SegmentPass implements Pass {

    private final NDArray x;
    private final Map<Node, NDArray> values;

    /** The gradients of the loss with respect to {@link #values}, as far as they are known. */
    private final Map<Node, NDArray> gradients = new HashMap<>();

    private final NDArray output;

    /** Computes the last segment, which autograd records. */
    SegmentPass(NDArray x, Map<Node, NDArray> values) {
      this.x = x;
      this.values = values;
      int last = segments.size() - 1;
      mark(last);
      output = run(last, x, values)[0];
    }

    @Override
    public NDArray output() {
      return output;
    }

    private List<Node> learningReads(int segment) {
      return segments.get(segment).reads().stream()
          .filter(SegmentedNetwork.this::isLearned)
          .toList();
    }

    /** Marks the inputs of a segment, so that autograd computes their gradients. */
    private void mark(int segment) {
      for (Node node : learningReads(segment)) {
        NDArray value = values.get(node);
        try (NDArray place =
            value.getManager().create(value.getShape(), value.getDataType(), value.getDevice())) {
          IntBuffer request = IntBuffer.wrap(new int[] {GradReq.WRITE.getValue()});
          JnaUtils.autogradMarkVariables(
              1, ((MxNDArray) value).getHandle(), request, ((MxNDArray) place).getHandle());
        }
      }
    }

    @Override
    public void backward() {
      add(segments.size() - 1);
      for (int i = segments.size() - 2; i >= 0; i--) {
        List<Node> leaves = segments.get(i).leaves();
        if (leaves.stream().anyMatch(learning::contains)) {
          mark(i);
          List<NDArray> recomputed = List.of(run(i, x, values));
          MxNetCalls.backward(recomputed, leaves.stream().map(gradients::get).toList());
          add(i);
          recomputed.forEach(NDArray::close);
        }
        for (Node leaf : leaves) {
          values.remove(leaf).close();
          if (learning.contains(leaf)) {
            gradients.remove(leaf).close();
          }
        }
      }
      gradients.forEach(this::copyToParameter);
      values.values().forEach(NDArray::close);
      x.close();
    }

    /**
     * Adds the gradients of a segment's inputs to those from later segments. MXNet writes a
     * gradient to the array that was marked for it, unless the gradient exists already; then it
     * refers to that. So each gradient is looked up.
     */
    private void add(int segment) {
      boolean wasRecording = JnaUtils.autogradSetIsRecording(false);
      try {
        for (Node node : learningReads(segment)) {
          gradients.merge(node, gradient(values.get(node)), SegmentPass::sum);
        }
      } finally {
        JnaUtils.autogradSetIsRecording(wasRecording);
      }
    }

    /** DJL's {@code getGradient} looks the gradient up twice and never frees the first handle. */
    private static NDArray gradient(NDArray value) {
      MxNDManager manager = (MxNDManager) value.getManager();
      return manager.create(JnaUtils.getGradient(((MxNDArray) value).getHandle()));
    }

    /** Returns a sum, in oneDNN's layout if both terms are, and closes the terms. */
    private static NDArray sum(NDArray a, NDArray b) {
      try (a;
          b) {
        MxNDManager manager = (MxNDManager) a.getManager();
        return manager.invoke("elemwise_add", new NDList(a, b), null).singletonOrThrow();
      }
    }

    /** Copies the gradient of a shared parameter to the parameter's own gradient. */
    private void copyToParameter(Node node, NDArray gradient) {
      Operator.Parameter parameter = (Operator.Parameter) node.operator();
      try (gradient;
          NDArray place = parameters.get(parameter.name()).getGradient()) {
        gradient.copyTo(place);
      }
    }
  }
}
