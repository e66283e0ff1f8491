package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.EngineSpec;
import picocli.CommandLine.Option;

/** The options that choose the engine, the devices and the threads. */
public final class EngineOptions {

  @Option(
      names = "--engine",
      converter = Word.class,
      paramLabel = "NAME",
      description =
          "DJL engine: MXNet or PyTorch. Default: MXNet where it is available. Exported classifiers"
              + " run on OnnxRuntime.")
  private String engine;

  @Option(
      names = "--device",
      converter = Word.Devices.class,
      paramLabel = "DEVICE",
      description =
          "cpu or gpu(0). For training also several, which share each batch: gpu(0),gpu(1)."
              + " Default: the engine's choice.")
  private String device;

  @Option(
      names = "--threads",
      converter = WholeNumber.Threads.class,
      paramLabel = "N",
      description = "Threads of an operator. Default: all cores.")
  private Integer threads;

  /** Returns the engine that was asked for. */
  public EngineSpec spec() {
    return new EngineSpec(
        engine == null ? "" : engine, device == null ? "" : device, threads == null ? 0 : threads);
  }
}
