package dev.highorder.demo.bench;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtException;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process of its own that runs one side of a comparison for a while and prints the median time of
 * a run, the peak of its resident memory and what it computed. Its arguments are those of {@link
 * Setting}.
 */
public final class ContenderRun {

  private static final double WARM_UP_SECONDS = 1.5;
  private static final int LEAST_RUNS = 3;
  private static final int MAX_RUNS = 501;
  private static final double SECONDS = 3;
  private static final int COMPARED = 20;

  private ContenderRun() {}

  /** Who computes. */
  enum Side {
    /** Nobody: what a process needs that does nothing. */
    IDLE,
    /** Generated code as one graph. */
    GRAPH,
    /** The same in segments, which are computed again on the way back. */
    SEGMENTS,
    /** Generated code operator by operator. */
    OPERATORS,
    /** A stack written by hand, on MXNet without any of this library. */
    HAND_WRITTEN,
    /** Generated code on DJL's PyTorch engine. */
    PYTORCH,
    /** ONNX Runtime. */
    ONNX_RUNTIME
  }

  /**
   * What is run.
   *
   * @param trains whether steps of training are measured, or inference
   * @param threads of an operator; 0 for what MXNet does by itself
   */
  record Setting(Side side, boolean trains, String scheme, int width, int batch, int threads) {

    List<String> arguments() {
      return List.of(side.name(), "" + trains, scheme, "" + width, "" + batch, "" + threads);
    }

    static Setting of(String[] arguments) {
      return new Setting(
          Side.valueOf(arguments[0]),
          Boolean.parseBoolean(arguments[1]),
          arguments[2],
          Integer.parseInt(arguments[3]),
          Integer.parseInt(arguments[4]),
          Integer.parseInt(arguments[5]));
    }

    /** Who uses MXNet without this library sets threads from outside. */
    Map<String, String> environment() {
      return side == Side.HAND_WRITTEN && threads > 0
          ? Map.of("OMP_NUM_THREADS", "" + threads)
          : Map.of();
    }

    Contender start() throws OrtException {
      Engine engine =
          switch (side) {
            case HAND_WRITTEN -> Engine.getEngine(Engines.MXNET);
            case PYTORCH -> Engines.start(Engines.PYTORCH, threads);
            default -> Engines.start(Engines.MXNET, threads);
          };
      if (trains) {
        return switch (side) {
          case GRAPH, SEGMENTS ->
              new GraphTraining(engine, scheme, width, batch, side == Side.SEGMENTS);
          default -> new DjlTraining(engine, scheme, width, batch, side == Side.HAND_WRITTEN);
        };
      }
      return switch (side) {
        case GRAPH -> new GraphInference(engine, scheme, width, batch);
        case ONNX_RUNTIME -> new OnnxInference(engine, scheme, width, batch, threads);
        default -> new OperatorInference(engine, scheme, width, batch, side == Side.HAND_WRITTEN);
      };
    }
  }

  /**
   * What a run gave.
   *
   * @param millis the median
   * @param bytes the peak of resident memory
   * @param numbers what was computed first
   */
  record Result(double millis, long bytes, List<Double> numbers) {

    static Result parse(String line) {
      List<Double> numbers =
          Arrays.stream(line.strip().split(" ", -1)).map(Double::valueOf).toList();
      return new Result(
          numbers.get(0), numbers.get(1).longValue(), numbers.subList(2, numbers.size()));
    }

    @Override
    public String toString() {
      return "%.4f %d %s"
          .formatted(
              millis,
              bytes,
              numbers.stream().map(n -> "%.7e".formatted(n)).collect(Collectors.joining(" ")));
    }
  }

  /** Runs and prints a result. */
  public static void main(String[] args) throws OrtException {
    Locale.setDefault(Locale.ROOT);
    Setting setting = Setting.of(args);
    if (setting.side() == Side.IDLE) {
      Engines.start(Engines.MXNET, 0);
      System.out.println(new Result(1, peak(), List.of()));
      return;
    }
    try (Contender contender = setting.start()) {
      float[] first = contender.run();
      long begin = System.nanoTime();
      do { // Java, too, compiles what runs often
        contender.run();
      } while (System.nanoTime() - begin < 1e9 * WARM_UP_SECONDS);
      double[] times = new double[MAX_RUNS];
      int runs = 0;
      double total = 0;
      while (runs < LEAST_RUNS || (runs < MAX_RUNS && total < SECONDS)) {
        long start = System.nanoTime();
        contender.run();
        times[runs] = (System.nanoTime() - start) / 1e9;
        total += times[runs++];
      }
      double median = Arrays.stream(times, 0, runs).sorted().toArray()[runs / 2];
      List<Double> numbers =
          IntStream.range(0, Math.min(COMPARED, first.length))
              .mapToObj(i -> (double) first[i])
              .toList();
      System.out.println(new Result(1000 * median, peak(), numbers));
    }
  }

  private static long peak() {
    return ProcessMemory.peakBytes().orElse(0);
  }
}
