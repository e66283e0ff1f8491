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

/**
 * A network that was recorded for training and cut into segments. A pass keeps what lies between
 * them; the way back computes one segment after the other again, so that the memory of only one is
 * needed at a time.
 */
public final class SegmentedNetwork implements TrainableGraph {

  /** What must not be drawn twice. */
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

  /** What lies between segments and depends on a parameter that learns. */
  private final Set<Node> learning = new HashSet<>();

  private SegmentedNetwork(
      NDManager manager, List<Segment> segments, Map<String, NDArray> parameters) {
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
          node.operator() instanceof Operator.Placeholder earlier
              ? isLearned(segment.reads().get(earlier.index()))
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

  /**
   * Records a network, and makes sure that the segments compute what the network computes, as
   * {@link CapturedNetwork#forTraining}.
   *
   * @throws IllegalStateException as {@link CapturedNetwork#of}; and where the network draws random
   *     numbers, which a second time would be others
   */
  public static SegmentedNetwork forTraining(
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
        ? parameters.get(parameter.name()).hasGradient()
        : learning.contains(node);
  }

  private static void requireFixed(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.operator() instanceof Operator.Opaque foreign
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
  private SegmentPass forward(NDArray input) {
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

  /** Gradients of what several segments read are not a parameter's own until they are added up. */
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

  /** A pass, and the values between the segments. */
  private final class SegmentPass implements Pass {

    private final NDArray x;
    private final Map<Node, NDArray> values;

    /** Of the loss with respect to values, as far as the pass went back. */
    private final Map<Node, NDArray> gradients = new HashMap<>();

    private final NDArray output;

    /** Runs the last segment, which is recorded. */
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

    /** Asks for gradients of what a segment reads. */
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
          List<NDArray> again = List.of(run(i, x, values));
          MxNetCalls.backward(again, leaves.stream().map(gradients::get).toList());
          add(i);
          again.forEach(NDArray::close);
        }
        for (Node leaf : leaves) {
          values.remove(leaf).close();
          if (learning.contains(leaf)) {
            gradients.remove(leaf).close();
          }
        }
      }
      gradients.forEach(this::hand);
      values.values().forEach(NDArray::close);
      x.close();
    }

    /**
     * Adds the gradients of what a segment read to what later segments gave. MXNet puts them where
     * they were asked for, or, where nothing has to be computed, says that they are elsewhere; so
     * it is asked where they are.
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

    /** DJL would first look whether there is one, and not give back what it looked at. */
    private static NDArray gradient(NDArray value) {
      MxNDManager manager = (MxNDManager) value.getManager();
      return manager.create(JnaUtils.getGradient(((MxNDArray) value).getHandle()));
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
