package dev.highorder.mxnet;

import ai.djl.mxnet.engine.GradReq;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Optimization;
import dev.highorder.graph.ReadScaling;
import dev.highorder.graph.ScalingConvolution;
import dev.highorder.graph.Segmentation;
import dev.highorder.graph.Segmentation.Segment;
import dev.highorder.mxnet.CompiledGraph.Use;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network that was recorded for training and cut into segments. A pass keeps what lies between
 * them; the way back computes one segment after the other again, so that the memory of only one is
 * needed at a time.
 */
public final class SegmentedNetwork implements TrainableGraph {

  /** What must not be drawn twice. */
  private static final List<String> RANDOM =
      List.of("Dropout", "_random", "_sample", "_shuffle", "_npi_uniform", "_npi_normal");

  private final NDManager manager;
  private final List<Segment> segments;
  private final Map<String, NDArray> parameters;
  private final List<CompiledGraph> compiled = new ArrayList<>();

  /** What gradients are asked for: what depends on a parameter that learns, and such parameters. */
  private final Set<Node> learning = new HashSet<>();

  private SegmentedNetwork(
      NDManager manager, List<Segment> segments, Map<String, NDArray> parameters) {
    this.manager = manager;
    this.segments = segments;
    this.parameters = parameters;
    for (Segment segment : segments) {
      Graph graph = ScalingConvolution.of(ReadScaling.of(segment.graph()));
      compiled.add(new CompiledGraph(graph, manager, parameters, Use.SEGMENT));
      Stream.concat(segment.graph().nodes().stream(), segment.reads().stream())
          .filter(this::isLearned)
          .forEach(learning::add);
      if (learns(segment)) {
        learning.addAll(segment.leaves());
      }
    }
  }

  /**
   * Records a network, and makes sure that the segments compute what the network computes, as
   * {@link CapturedNetwork#forTraining}.
   *
   * @throws IllegalStateException as {@link CapturedNetwork#of}; and where the network draws random
   *     numbers, which a second time would be others
   */
  public static SegmentedNetwork forTraining(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
    return MxNetThreads.aside(() -> recorded(network, parameters, parent, input));
  }

  private static SegmentedNetwork recorded(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
    NDManager manager = parent.newSubManager();
    try {
      CapturedNetwork.requireFloats(parameters);
      Graph graph = Optimization.forTraining(Recorder.record(network, manager, input, true));
      requireFixed(graph);
      List<Segment> segments = Segmentation.of(graph);
      CapturedNetwork.requireSameOfFew(
          network,
          manager,
          input,
          (scope, copies) -> {
            SegmentedNetwork few = new SegmentedNetwork(scope, segments, copies);
            return x -> few.forward(x).output();
          });
      NativeHeap.giveBackGaps(); // what recording and comparing took
      return new SegmentedNetwork(manager, segments, parameters);
    } catch (RuntimeException e) {
      manager.close();
      throw CapturedNetwork.refused(input, e);
    }
  }

  private boolean isLearned(Node node) {
    return node.operator() instanceof Operator.Parameter parameter
        && parameters.get(parameter.name()).hasGradient();
  }

  /** Returns whether gradients are asked for of anything in a segment, or before it. */
  private boolean learns(Segment segment) {
    return Stream.concat(segment.graph().nodes().stream(), segment.reads().stream())
        .anyMatch(learning::contains);
  }

  private static void requireFixed(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.operator() instanceof Operator.Foreign foreign
          && RANDOM.stream().anyMatch(foreign.name()::startsWith)) {
        throw new IllegalStateException("it draws random numbers, with " + foreign.name());
      }
    }
  }

  @Override
  public Pass pass(NDArray x) {
    return forward(x);
  }

  /** All segments but the last leave no record. */
  private SegmentPass forward(NDArray x) {
    Map<Node, NDArray> values = sharedParameters();
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

  /** Gradients of what several segments read are not a parameter's own until they are added up. */
  private Map<Node, NDArray> sharedParameters() {
    Map<Node, NDArray> values = new HashMap<>();
    for (Segment segment : segments) {
      for (Node node : segment.reads()) {
        if (node.operator() instanceof Operator.Parameter parameter && !values.containsKey(node)) {
          values.put(node, parameters.get(parameter.name()).stopGradient());
        }
      }
    }
    return values;
  }

  private NDArray[] run(int segment, NDArray x, Map<Node, NDArray> values) {
    List<NDArray> inputs =
        segments.get(segment).reads().stream().map(node -> values.getOrDefault(node, x)).toList();
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

  /** A pass, and the values between the segments. */
  private final class SegmentPass implements Pass {

    private final NDArray x;
    private final Map<Node, NDArray> values;

    /** Of the loss with respect to values, as far as the pass went back. */
    private final Map<Node, NDArray> gradients = new HashMap<>();

    private final Map<Node, NDArray> fresh;
    private final NDArray output;

    /** Runs the last segment, which is recorded. */
    SegmentPass(NDArray x, Map<Node, NDArray> values) {
      this.x = x;
      this.values = values;
      int last = segments.size() - 1;
      fresh = marked(segments.get(last));
      output = run(last, x, values)[0];
    }

    @Override
    public NDArray output() {
      return output;
    }

    /** Marks what a segment reads, and returns where its gradients will be. */
    private Map<Node, NDArray> marked(Segment segment) {
      Map<Node, NDArray> places = new HashMap<>();
      for (Node node : segment.reads()) {
        NDArray value = values.get(node);
        if (value != null && learning.contains(node)) {
          NDArray place =
              value.getManager().create(value.getShape(), value.getDataType(), value.getDevice());
          IntBuffer request = IntBuffer.wrap(new int[] {GradReq.WRITE.getValue()});
          JnaUtils.autogradMarkVariables(
              1, ((MxNDArray) value).getHandle(), request, ((MxNDArray) place).getHandle());
          places.put(node, place);
        }
      }
      return places;
    }

    @Override
    public void backward() {
      add(fresh);
      for (int i = segments.size() - 2; i >= 0; i--) {
        if (learns(segments.get(i))) {
          backward(i);
        }
        segments.get(i).leaves().forEach(leaf -> values.remove(leaf).close());
      }
      gradients.forEach(this::hand);
      values.values().forEach(NDArray::close);
    }

    private void backward(int segment) {
      List<Node> leaves = segments.get(segment).leaves();
      Map<Node, NDArray> places = marked(segments.get(segment));
      List<NDArray> again = List.of(run(segment, x, values));
      MxNetCalls.backward(again, leaves.stream().map(gradients::get).toList());
      add(places);
      again.forEach(NDArray::close);
      leaves.forEach(leaf -> gradients.remove(leaf).close());
    }

    /** Adds what a segment gave to what later segments gave. */
    private void add(Map<Node, NDArray> places) {
      boolean wasRecording = JnaUtils.autogradSetIsRecording(false);
      try {
        places.forEach((node, place) -> gradients.merge(node, place, SegmentPass::sum));
      } finally {
        JnaUtils.autogradSetIsRecording(wasRecording);
      }
    }

    /** In oneDNN's layout, if both have it. */
    private static NDArray sum(NDArray a, NDArray b) {
      try (a;
          b) {
        MxNDManager manager = (MxNDManager) a.getManager();
        return manager.invoke("elemwise_add", new NDList(a, b), null).singletonOrThrow();
      }
    }

    /** Hands the gradient of a shared parameter to its own place. */
    private void hand(Node node, NDArray gradient) {
      Operator.Parameter parameter = (Operator.Parameter) node.operator();
      try (gradient;
          NDArray place = parameters.get(parameter.name()).getGradient()) {
        gradient.copyTo(place);
      }
    }
  }
}
