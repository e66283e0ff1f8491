package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are compared with the definition of each type: sign, exponent and fraction. */
class TensorTypeTest {

  private static float read(TensorType type, long bits) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[] value = new float[1];
    type.read(bytes.putLong(bits).flip(), value);
    return value[0];
  }

  /** Returns the value of a float by its definition. */
  private static double defined(int bits, int exponentBits, int fractionBits) {
    int bias = (1 << (exponentBits - 1)) - 1;
    int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
    double fraction = (bits & ((1 << fractionBits) - 1)) / (double) (1 << fractionBits);
    double sign = bits >> (exponentBits + fractionBits) == 0 ? 1 : -1;
    if (exponent == (1 << exponentBits) - 1) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.scalb(1.0, 1 - bias)
        : sign * (1 + fraction) * Math.scalb(1.0, exponent - bias);
  }

  /** Normal and subnormal numbers, both zeros, infinities and what is not a number. */
  @Test
  void everyHalfIsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertEquals(defined(bits, 5, 10), read(TensorType.F16, bits), Integer.toHexString(bits));
    }
  }

  @Test
  void everyBf16IsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertEquals(defined(bits, 8, 7), read(TensorType.BF16, bits), Integer.toHexString(bits));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F16,  3c00, 1",
    "F16,  3555, 0.333251953125",
    "F16,  0001, 5.9604645E-8",
    "F16,  7bff, 65504",
    "F16,  fc00, -Infinity",
    "BF16, 3f80, 1",
    "BF16, 7f7f, 3.3895314E38",
    "BF16, 0001, 9.18355E-41",
    "F32,  00000001, 1.4E-45",
    "F64,  3fd5555555555555, 0.33333334",
    "F64,  7fefffffffffffff, Infinity",
  })
  void readsTheExamplesOfStandards(TensorType type, String bits, float value) {
    assertEquals(value, read(type, Long.parseUnsignedLong(bits, 16)));
  }

  @Test
  void onlyRealNumbersAreRead() {
    assertEquals(Optional.empty(), TensorType.named("F4"));
    assertThrows(IllegalStateException.class, () -> read(TensorType.I64, 1));
  }
}
