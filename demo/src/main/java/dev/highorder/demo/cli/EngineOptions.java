package dev.highorder.demo.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.engine.Engines;
import picocli.CommandLine.Option;

/** The options that choose what computes: engine, device and threads. */
final class EngineOptions {

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "DJL engine: MXNet, PyTorch. Default: MXNet where it is available.",
      defaultValue = "")
  String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "cpu or gpu(0). Training shares each batch among several: gpu(0),gpu(1). Default: the"
              + " engine's choice.",
      defaultValue = "")
  String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of an operator. Default: all processors.",
      defaultValue = "0")
  int threads;

  Engine start() {
    return Engines.start(engine, threads);
  }

  Device device(Engine started) {
    return Engines.device(started, device);
  }
}
