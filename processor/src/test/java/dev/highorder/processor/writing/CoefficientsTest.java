package dev.highorder.processor.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.scheme.ExactNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoefficientsTest {

  @ParameterizedTest
  @CsvSource({
    "1/6, 1.0 / 6",
    "-2, -2",
    "sqrt(2), Math.sqrt(2)",
    "-sqrt(2), -Math.sqrt(2)",
    "1-sqrt(2)/2, 1 - 1.0 / 2 * Math.sqrt(2)",
    "2147483647/2, 2147483647.0 / 2",
    "2147483648/2147483649, 0.9999999995343387", // beyond int: the nearest double
    "0.1, 1.0 / 10"
  })
  void areJavaExpressions(String number, String java) {
    String code = Coefficients.java(ExactNumber.parse(number)).toString();
    assertEquals(java, code.replace("java.lang.", ""));
  }
}
