package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.EngineSpec;
import picocli.CommandLine.Option;

/** The options that choose the engine, the devices and the threads. */
public final class EngineOptions {

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "DJL engine: MXNet or PyTorch. Default: MXNet where it is available.",
      defaultValue = "")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "cpu or gpu(0). For training also several, which share each batch: gpu(0),gpu(1)."
              + " Default: the engine's choice.",
      defaultValue = "")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of an operator. Default: all cores.",
      defaultValue = "0")
  private int threads;

  /** Returns the engine that was asked for. */
  public EngineSpec spec() {
    return new EngineSpec(engine, device, threads);
  }
}
