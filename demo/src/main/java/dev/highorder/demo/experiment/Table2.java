package dev.highorder.demo.experiment;

import dev.highorder.Scheme;
import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.scheme.Wiring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Memory and time of schemes relative to Euler's, as in the paper's Table 2, next to the cost that
 * follows from the scheme and that the Javadoc of generated classes states. All stacks have 28
 * sub-nets. Each measurement is a process of its own; the memory of an idle one is subtracted.
 */
public final class Table2 {

  /** The schemes of the table, Euler's first. */
  public static final List<Scheme> SCHEMES =
      List.of(
          Scheme.EULER,
          Scheme.MIDPOINT,
          Scheme.RK4,
          Scheme.RK4_UNBLENDED,
          Scheme.VERNER8,
          Scheme.VERNER8_AS_PUBLISHED);

  private static final Map<Scheme, String> PAPER_MEMORY =
      Map.of(
          Scheme.EULER, "1",
          Scheme.MIDPOINT, "1",
          Scheme.RK4, "1.5",
          Scheme.RK4_UNBLENDED, "1",
          Scheme.VERNER8_AS_PUBLISHED, "7");

  private static final Map<Scheme, String> PAPER_TIME =
      Map.of(
          Scheme.EULER, "1",
          Scheme.MIDPOINT, "1",
          Scheme.RK4, "1",
          Scheme.VERNER8_AS_PUBLISHED, "1.15 to 1.2");

  private final List<Scheme> schemes;
  private final List<Kind> kinds;
  private final int width;
  private final int rounds;
  private final Consumer<String> progress;

  /** A way to run a stack or a network. */
  public enum Kind {
    /** The stack alone in inference, operator by operator: what a scheme itself needs. */
    OPERATORS("stack, inference, operator by operator", Side.OPERATORS, Task.STACK_INFERENCE, 64),
    /** A network of 58 layers in inference, as one compiled graph. */
    INFERENCE("network, inference, compiled", Side.GRAPH, Task.INFERENCE, 64),
    /** A training step of a network of 58 layers, as one compiled graph. */
    TRAINING("network, training step, compiled", Side.GRAPH, Task.TRAINING, 16);

    private final String title;
    private final Side side;
    private final Task task;
    private final int batch;

    Kind(String title, Side side, Task task, int batch) {
      this.title = title;
      this.side = side;
      this.task = task;
      this.batch = batch;
    }

    /** Returns its name for people. */
    public String title() {
      return title;
    }
  }

  /**
   * A scheme, run in one way; medians over the rounds, quotients to Euler's scheme.
   *
   * @param megabytes the peak of resident memory beyond an idle process, in 10^6 bytes
   * @param millis the time of a run in milliseconds
   * @param liveTensors the largest number of tensors that are alive while a sub-net runs, as the
   *     Javadoc states it; Euler's has 1
   * @param additions the additions of whole tensors for each sub-net; Euler's has 1
   * @param paperMemory the memory that the paper prints, relative to Euler's; empty if it has none
   * @param paperTime the time that the paper prints, relative to Euler's; empty if it has none
   */
  public record Row(
      Kind kind,
      Scheme scheme,
      double megabytes,
      double memory,
      double millis,
      double time,
      int liveTensors,
      double additions,
      String paperMemory,
      String paperTime) {}

  /**
   * Creates a table.
   *
   * @param schemes the schemes, Euler's first
   * @param kinds the ways to run them
   * @param width the channels; the paper has 64
   * @param rounds how often each is measured, at least once
   * @param progress receives a line before each measurement
   */
  public Table2(
      List<Scheme> schemes, List<Kind> kinds, int width, int rounds, Consumer<String> progress) {
    this.schemes = List.copyOf(schemes);
    this.kinds = List.copyOf(kinds);
    this.width = width;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Measures all schemes in turn.
   *
   * @throws IOException if a process fails
   */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : kinds) {
      Setting idle = setting(kind, Side.IDLE, Scheme.EULER);
      Set<Setting> settings = new LinkedHashSet<>(List.of(idle));
      schemes.forEach(scheme -> settings.add(setting(kind, kind.side, scheme)));
      Comparison<Setting, Measurement> comparison =
          new Comparison<>(rounds, Setting::measureInProcess).optProgress(progress).run(settings);
      double base = comparison.median(idle, Measurement::peakMegabytes);
      schemes.forEach(scheme -> rows.add(row(kind, scheme, comparison, base)));
    }
    return rows;
  }

  private Row row(
      Kind kind, Scheme scheme, Comparison<Setting, Measurement> comparison, double base) {
    ToDoubleFunction<Measurement> memory = measurement -> measurement.peakMegabytes() - base;
    Setting own = setting(kind, kind.side, scheme);
    Setting euler = setting(kind, kind.side, schemes.get(0));
    Wiring wiring = SchemeDefinition.of(scheme).wiring();
    return new Row(
        kind,
        scheme,
        comparison.median(own, memory),
        comparison.ratio(own, euler, memory),
        comparison.median(own, Measurement::millis),
        comparison.ratio(own, euler, Measurement::millis),
        wiring.liveTensors(),
        (double) wiring.additions() / wiring.stages(),
        PAPER_MEMORY.getOrDefault(scheme, ""),
        PAPER_TIME.getOrDefault(scheme, ""));
  }

  private Setting setting(Kind kind, Side side, Scheme scheme) {
    return new Setting(
        side, kind.task, NamedStacks.suffix(scheme), Setting.PAPER_SUB_NETS, width, kind.batch, 0);
  }
}
