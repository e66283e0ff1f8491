package dev.highorder.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of values in safetensors files. Those of real numbers can become 32-bit floats. */
public enum TensorType {

  /** 64-bit floats. They are rounded to the nearest 32-bit float. */
  F64(8, true),

  /** 32-bit floats, the type of all tensors of this library. */
  F32(4, true),

  /** IEEE 754 half precision: 5 bits of exponent, 10 of fraction. */
  F16(2, true),

  /** The upper half of a 32-bit float: 8 bits of exponent, 7 of fraction. */
  BF16(2, true),

  /** 8-bit floats with 4 bits of exponent. */
  F8_E4M3(1, false),

  /** 8-bit floats with 5 bits of exponent. */
  F8_E5M2(1, false),

  /** 8-bit powers of two. */
  F8_E8M0(1, false),

  /** Complex numbers of two 32-bit floats. */
  C64(8, false),

  /** Signed 64-bit integers, such as PyTorch's counts of batches. */
  I64(8, false),

  /** Unsigned 64-bit integers. */
  U64(8, false),

  /** Signed 32-bit integers. */
  I32(4, false),

  /** Unsigned 32-bit integers. */
  U32(4, false),

  /** Signed 16-bit integers. */
  I16(2, false),

  /** Unsigned 16-bit integers. */
  U16(2, false),

  /** Signed 8-bit integers. */
  I8(1, false),

  /** Unsigned 8-bit integers. */
  U8(1, false),

  /** Truth values, a byte each. */
  BOOL(1, false);

  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final int FRACTION_BITS = 10;
  private static final float SUBNORMAL = 0x1p-24f;

  private final int bytes;
  private final boolean real;

  TensorType(int bytes, boolean real) {
    this.bytes = bytes;
    this.real = real;
  }

  /** Returns the type of this name; empty if this version does not know it. */
  public static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Returns the number of bytes of a value. */
  int bytes() {
    return bytes;
  }

  /** Returns whether values of this type can become 32-bit floats. */
  public boolean isReal() {
    return real;
  }

  /**
   * Reads values as 32-bit floats. Those of F32, F16 and BF16 are exact, also subnormal ones.
   *
   * @param values little-endian values
   * @param target receives as many floats as it has room for
   */
  void read(ByteBuffer values, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] =
          switch (this) {
            case F64 -> (float) values.getDouble();
            case F32 -> values.getFloat();
            case F16 -> half(values.getShort());
            case BF16 -> Float.intBitsToFloat(values.getShort() << Short.SIZE);
            default -> throw new IllegalStateException(this + " is no type of real numbers");
          };
    }
  }

  /** Java has this conversion from version 20 on. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << Short.SIZE;
    int exponent = bits >> FRACTION_BITS & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + BIAS_DIFFERENCE;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
