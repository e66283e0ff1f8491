package dev.highorder.demo.bench;

import dev.highorder.engine.EngineUnavailableException;
import java.util.stream.Stream;

/** What a build with {@code -Pcompare} puts beside the executable jar. */
public final class CompareProfile {

  private CompareProfile() {}

  /**
   * Asks for it, before a class is loaded that needs it.
   *
   * @throws EngineUnavailableException if it is not there
   */
  public static void require() {
    boolean isThere =
        Stream.of(
                "/ai/onnxruntime/OrtSession.class",
                "/ai/djl/pytorch/engine/PtEngine.class",
                "/org/openjdk/jmh/runner/Runner.class")
            .allMatch(name -> CompareProfile.class.getResource(name) != null);
    if (!isThere) {
      throw new EngineUnavailableException(
          "PyTorch, ONNX Runtime and JMH are not on the class path. Build with mvn -Pcompare"
              + " package -DskipTests, then run demo/target/highorder.jar.",
          null);
    }
  }
}
