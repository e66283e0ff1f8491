package dev.highorder.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cat", "a b.png", "größer", "日本語", "😀", "C:\\data\\x.png", "%s%n@|red x|@"})
  void showsOrdinaryTextAsItIs(String text) {
    assertEquals(text, ForeignText.show(text));
    assertEquals(text, ForeignText.showMessage(text));
  }

  /** Code points in hexadecimal: what a terminal or a reader would be deceived by. */
  @ParameterizedTest
  @CsvSource({
    "1b, \\u001b",
    "07, \\u0007",
    "00, \\u0000",
    "0d, \\u000d",
    "0a, \\u000a",
    "09, \\u0009",
    "9b, \\u009b",
    "7f, \\u007f",
    "200b, \\u200b",
    "202e, \\u202e",
    "2066, \\u2066",
    "2028, \\u2028",
    "2029, \\u2029",
    "feff, \\ufeff",
    "d800, \\ud800",
    "e000, \\ue000",
    "e0041, \\udb40\\udc41",
  })
  void escapesWhatDoesNotStandForItself(String codePoint, String shown) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";
    assertEquals("a" + shown + "b", ForeignText.show(text));
  }

  @Test
  void messagesKeepTheirLines() {
    assertEquals("one\n\ttwo\\u001b[2J", ForeignText.showMessage("one\n\ttwo\u001b[2J"));
  }

  @Test
  void cutsLongText() {
    String shown = ForeignText.show("x".repeat(70_000));
    assertTrue(shown.startsWith("x".repeat(ForeignText.MAX_LENGTH) + "... (70"), shown);
    assertTrue(shown.length() < ForeignText.MAX_LENGTH + 30, shown);
    assertEquals("x".repeat(200), ForeignText.show("x".repeat(200)));
    String pairs = "x".repeat(199) + "😀".repeat(3);
    assertTrue(ForeignText.show(pairs).startsWith("x".repeat(199) + "..."), "no half of a pair");
  }

  @Test
  void numbersAreTheSameInAllLanguages() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
      assertEquals("\\u001b", ForeignText.show("\u001b"));
      assertTrue(ForeignText.show("x".repeat(1000)).endsWith("... (1,000 characters)"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nullIsShown() {
    assertEquals("null", ForeignText.show(null));
  }
}
