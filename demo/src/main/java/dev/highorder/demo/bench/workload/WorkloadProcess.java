package dev.highorder.demo.bench.workload;

import dev.highorder.demo.bench.harness.Measurement;
import java.util.Locale;

/**
 * A program that measures one setting and prints the measurement. Its arguments are those of {@link
 * Setting}: side, task, scheme, sub-nets, width, batch size and threads.
 */
public final class WorkloadProcess {

  private WorkloadProcess() {}

  /** Measures and prints. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    Setting setting = Setting.of(args);
    if (setting.side() == Side.IDLE) {
      System.out.println(idle(setting));
      return;
    }
    try (Workload workload = setting.start()) {
      System.out.println(Measurement.of(workload::run, Measurement.Effort.DEFAULT));
    }
  }

  /** The resources of an idle process include a stack's parameters, but nothing of a network. */
  private static Measurement idle(Setting setting) {
    if (!setting.task().isOfStack()) {
      setting.engine();
      return Measurement.idle();
    }
    Workload workload = setting.start();
    Measurement idle = Measurement.idle();
    workload.close();
    return idle;
  }
}
