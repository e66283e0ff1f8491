package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    "sqrt(999983)/sqrt(999983), 1",
    "sqrt(999983)*sqrt(999983), 999983",
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

  /** Reading a number takes a bounded time. */
  @ParameterizedTest
  @MethodSource("costly")
  void refusesWhatTakesTooLong(String text, String fault) {
    TableauException e = assertThrows(TableauException.class, () -> ExactNumber.parse(text));

    assertTrue(e.getMessage().startsWith("'" + text + "' " + fault), e.getMessage());
    assertEquals(text, e.fault().values().get(0), "is apart from the sentence");
  }

  static Stream<Arguments> costly() {
    return Stream.of(
        Arguments.of("1" + "*1".repeat(30_000), "is too long. Write"),
        Arguments.of("(".repeat(3_000) + "1" + ")".repeat(3_000), "is too long. Write"),
        Arguments.of("(".repeat(51) + "1" + ")".repeat(51), "has brackets in more than 50 others."),
        Arguments.of("1" + "/9999999".repeat(100), "has a value with more than 616 digits."),
        Arguments.of("9".repeat(800), "has a value with more than 616 digits."),
        Arguments.of("0." + "3".repeat(800), "has a value with more than 616 digits."),
        Arguments.of(roots(17), "has more than 15 different roots."),
        Arguments.of("sqrt(999983)*sqrt(999979)", "has a root that is too large, sqrt("),
        Arguments.of("sqrt(1000001)", "has too large a root."));
  }

  private static String roots(int count) {
    return IntStream.iterate(2, n -> n + 1)
        .filter(n -> BigInteger.valueOf(n).isProbablePrime(50))
        .limit(count)
        .mapToObj(n -> "sqrt(" + n + ")")
        .collect(Collectors.joining("+"));
  }

  @Test
  void readsEverythingBelowTheBounds() {
    assertEquals(ExactNumber.ONE, ExactNumber.parse("(".repeat(50) + "1" + ")".repeat(50)));
    assertEquals(15, ExactNumber.parse(roots(15)).terms().size());
    assertEquals(1.0 / 3, doubleOf("0." + "3".repeat(600)), 1e-16);
    assertEquals(1, doubleOf("1" + "*1".repeat(499)));
  }

  /** Terms that nearly cancel leave a number of which no digit is lost. */
  @Test
  void approximatesDifferences() {
    assertEquals(
        0.16887242096980787,
        doubleOf("100000000000000000000*sqrt(2)-141421356237309504880"),
        1e-17);
    assertEquals(Double.POSITIVE_INFINITY, doubleOf("9".repeat(400)));
    assertEquals(
        Double.NEGATIVE_INFINITY, doubleOf("9".repeat(400) + "-" + "9".repeat(400) + "*sqrt(2)"));
  }

  @Test
  void findsTheRootsOfAllIntegers() {
    assertEquals(
        Map.of(Integer.MAX_VALUE, BigFraction.ONE), ExactNumber.sqrt(Integer.MAX_VALUE).terms());
    assertEquals(Map.of(1, BigFraction.of(46_340)), ExactNumber.sqrt(46_340 * 46_340).terms());
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
