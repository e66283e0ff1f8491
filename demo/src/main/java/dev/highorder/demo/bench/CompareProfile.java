package dev.highorder.demo.bench;

import dev.highorder.engine.EngineUnavailableException;
import java.util.stream.Stream;

/** The libraries that a build with {@code -Pcompare} puts beside the executable jar. */
public final class CompareProfile {

  private CompareProfile() {}

  /**
   * Checks for the libraries, before a class is loaded that needs them.
   *
   * @throws EngineUnavailableException if one is missing
   */
  public static void require() {
    boolean arePresent =
        Stream.of(
                "/ai/onnxruntime/OrtSession.class",
                "/ai/djl/pytorch/engine/PtEngine.class",
                "/org/openjdk/jmh/runner/Runner.class")
            .allMatch(name -> CompareProfile.class.getResource(name) != null);
    if (!arePresent) {
      throw new EngineUnavailableException(
          "PyTorch, ONNX Runtime and JMH are not on the class path. Build with mvn -Pcompare"
              + " package -DskipTests, then run demo/target/highorder.jar.",
          null);
    }
  }
}
