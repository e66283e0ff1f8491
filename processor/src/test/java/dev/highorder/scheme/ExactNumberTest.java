package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNumberTest {

  @ParameterizedTest
  @CsvSource({
    "1/6+1/3, 1/2",
    "-1/3, -1/3",
    "2/4, 1/2",
    "(1+sqrt(2))*(1-sqrt(2)), -1",
    "sqrt(8), 2*sqrt(2)",
    "sqrt(6)/sqrt(2), sqrt(3)",
    "sqrt(9), 3",
    "1/sqrt(2), 1/2*sqrt(2)",
    "sqrt(2)*sqrt(3)-sqrt(6), 0",
    "(2-sqrt(2))/2, 1-1/2*sqrt(2)",
    "2-3-4, -5",
    "12/3/2, 2",
    "0.33+1.5, 183/100"
  })
  void computesExactly(String text, String expected) {
    ExactNumber number = ExactNumber.parse(text);

    assertEquals(expected, number.toString());
    assertEquals(number, ExactNumber.parse(expected), "reads what it prints");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1/", ".5", "1.", "1//2", "a", "sqrt(-1)", "sqrt(2", "1)", "1/0", "+"})
  void refusesWhatIsNotANumber(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ExactNumber.parse(text));

    assertTrue(e.getMessage().startsWith("'" + text + "'"), e.getMessage());
  }

  @Test
  void approximatesByDoubles() {
    assertEquals((3365 - 2094 * Math.sqrt(5)) / 6040, doubleOf("(3365-2094*sqrt(5))/6040"), 1e-16);
    assertEquals(1.0 / 3, doubleOf("1/3"), 0);
  }

  private static double doubleOf(String text) {
    return ExactNumber.parse(text).doubleValue();
  }
}
