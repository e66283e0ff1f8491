package dev.highorder.demo.cli.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.engine.Engines;
import java.util.stream.Stream;

/**
 * The engine that computes, its devices and its threads.
 *
 * @param name the name of a DJL engine; empty for the default engine
 * @param device one device, or several joined by commas; empty for the engine's choice
 * @param threads the threads of an operator; 0 for all cores
 */
public record EngineSpec(String name, String device, int threads) {

  /** More than any engine's name, and more than the names of the devices of one machine. */
  private static final int MAX_NAME = 1000;

  /** Checks the lengths of names that were read from a file. */
  void requireShort() {
    if (name.length() > MAX_NAME || device.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "engine.name has %s and engine.device %s characters"
              .formatted(name.length(), device.length()));
    }
  }

  /** Returns the same devices and threads of the engine that was started. */
  EngineSpec on(Engine started) {
    return new EngineSpec(started.getEngineName(), device, threads);
  }

  /**
   * Starts the engine, or returns it if it runs already. A job may come from a machine with more
   * cores, so there may be fewer threads.
   */
  public Engine start() {
    return Engines.start(name, Math.min(threads, Engines.maxThreads()));
  }

  /** Returns the one device to use. */
  public Device device(Engine started) {
    return Engines.device(started, device);
  }

  /** Returns the devices that share each batch; at least one. */
  Device[] devices(Engine started) {
    return Stream.of(device.split(",", -1))
        .map(one -> Engines.device(started, one))
        .toArray(Device[]::new);
  }
}
