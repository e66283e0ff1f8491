package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.Scheme;
import dev.highorder.demo.bench.baseline.PlainLayers;
import dev.highorder.demo.bench.harness.ChildProcess;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.scheme.SchemeDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One side of a comparison: who computes what, and how large it is. Images are 32x32.
 *
 * @param scheme the name of a scheme, such as {@code rk4}
 * @param subNets the VGG sub-nets in all, each of two layers
 * @param width the channels
 * @param batch the batch size
 * @param threads the threads of an operator; 0 for the engine's choice
 */
public record Setting(
    Side side, Task task, String scheme, int subNets, int width, int batch, int threads) {

  /** The sub-nets of the paper's networks of 58 layers: two layers each, and stem and head. */
  public static final int PAPER_SUB_NETS = 28;

  static final int CLASSES = 10;

  /** Returns a network of 58 layers. */
  public static Setting ofNetwork(
      Side side, Task task, String scheme, int width, int batch, int threads) {
    return new Setting(side, task, scheme, PAPER_SUB_NETS, width, batch, threads);
  }

  List<String> arguments() {
    return List.of(
        side.name(), task.name(), scheme, "" + subNets, "" + width, "" + batch, "" + threads);
  }

  static Setting of(String[] arguments) {
    return new Setting(
        Side.valueOf(arguments[0]),
        Task.valueOf(arguments[1]),
        arguments[2],
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Integer.parseInt(arguments[6]));
  }

  /** Returns the arguments of {@link WorkloadProcess}. */
  @Override
  public String toString() {
    return String.join(" ", arguments());
  }

  /** Measures this setting in a process of its own. */
  public Measurement measureInProcess() throws IOException, InterruptedException {
    return measureWith(environment());
  }

  /** Measures this setting in a process with variables that are added to its environment. */
  public Measurement measureWith(Map<String, String> environment)
      throws IOException, InterruptedException {
    return Measurement.parse(
        ChildProcess.lastLine(WorkloadProcess.class, environment, arguments()));
  }

  /** Without this library, the threads of MXNet are set from outside. */
  private Map<String, String> environment() {
    return isWithoutLibrary() && threads > 0 ? Map.of("OMP_NUM_THREADS", "" + threads) : Map.of();
  }

  /** Stacks of both sides run with the settings of this library, so that only wiring differs. */
  private boolean isWithoutLibrary() {
    return side == Side.HAND_WRITTEN && !task.isOfStack();
  }

  /** Builds the workload of this side. */
  public Workload start() {
    Engine engine = engine();
    return switch (task) {
      case INFERENCE ->
          switch (side) {
            case GRAPH -> new GraphInference(engine, this);
            case ONNX_RUNTIME -> new OnnxInference(engine, this);
            default -> new OperatorInference(engine, this);
          };
      case TRAINING ->
          switch (side) {
            case GRAPH, SEGMENTS -> new GraphTraining(engine, this);
            default -> new DjlTraining(engine, this);
          };
      case LOADING -> new ClassifierLoading(engine, this);
      case STACK_INFERENCE -> new OperatorInference(engine, this);
      case STACK_TRAINING -> new StackTraining(engine, this);
    };
  }

  Engine engine() {
    if (isWithoutLibrary()) {
      return Engine.getEngine(Engines.MXNET);
    }
    return Engines.start(side == Side.PYTORCH ? Engines.PYTORCH : Engines.MXNET, threads);
  }

  /** Returns the network or stack, not initialised yet. */
  Block block() {
    Scheme known = Scheme.valueOf(scheme.toUpperCase(Locale.ROOT).replace('-', '_'));
    int blocks = subNets / SchemeDefinition.of(known).stages();
    if (side == Side.HAND_WRITTEN) {
      Block stack = Baselines.of(known, blocks, width);
      return task.isOfStack() ? stack : PlainLayers.network(stack, width, CLASSES);
    }
    return task.isOfStack()
        ? NamedStacks.get("vgg-" + scheme).create(blocks, width)
        : Network.builder()
            .setClasses(CLASSES)
            .setWidths(width)
            .setBlocks(blocks)
            .setStack(NamedStacks.get("vgg-" + scheme))
            .build();
  }

  /** Returns the shape of the input, {@code (batch, channels, height, width)}. */
  Shape input() {
    return new Shape(batch, task.isOfStack() ? width : 3, 32, 32);
  }
}
