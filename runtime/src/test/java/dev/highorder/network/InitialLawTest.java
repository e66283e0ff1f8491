package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialLawTest {

  /**
   * The standard deviations of {@code torch.nn.init.kaiming_normal_(weight, mode, "relu")} by their
   * definition, for a 1x1 convolution, a 3x3 one, one in 16 groups and a linear layer, and 0.02 for
   * the latter.
   */
  @ParameterizedTest
  @CsvSource({
    "HE_FAN_IN,  32; 192; 1; 1, 192",
    "HE_FAN_OUT, 32; 192; 1; 1, 32",
    "HE_FAN_IN,  64; 32; 3; 3,  288",
    "HE_FAN_OUT, 64; 32; 3; 3,  576",
    "HE_FAN_IN,  64; 4; 3; 3,   36",
    "HE_FAN_OUT, 64; 4; 3; 3,   576",
    "HE_FAN_IN,  10; 500,       500",
    "HE_FAN_OUT, 10; 500,       500",
    "SMALL_NORMAL, 64; 32; 3; 3, 288",
    // 2 / 0.02^2, however many inputs there are
    "SMALL_NORMAL, 100; 50,      5000",
    "SMALL_NORMAL, 10; 500,      5000"
  })
  void hasTheVarianceOfItsFan(InitialLaw law, String sizes, double fan) {
    long[] shape = Arrays.stream(sizes.split("; ", -1)).mapToLong(Long::parseLong).toArray();
    try (NDManager manager = Engines.start().newBaseManager()) {
      manager.getEngine().setRandomSeed(1);
      NDArray weight = law.initializer().initialize(manager, new Shape(shape), DataType.FLOAT32);
      assertEquals(new Shape(shape), weight.getShape());
      double n = weight.size();
      double mean = weight.mean().getFloat();
      double variance = weight.mul(weight).mean().getFloat();
      // Four standard deviations of the estimates.
      assertEquals(0, mean * Math.sqrt(fan / 2), 4 / Math.sqrt(n));
      assertEquals(1, variance * fan / 2, 4 * Math.sqrt(2 / n));
    }
  }
}
