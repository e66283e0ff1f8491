package dev.highorder.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTextTest {

  @ParameterizedTest
  @CsvSource({
    "UnitRk4, UnitRk4",
    "Fluß日本, Fluß日本",
    "a\u001b[2J, a\\u001b[2J",
    "a\u202eb, a\\u202eb",
    "a\ud800b, a\\ud800b"
  })
  void escapesWhatIsNoCharacterOfAText(String text, String shown) {
    assertEquals(shown, ForeignText.show(text));
  }

  @Test
  void cutsLongValues() {
    assertEquals("x".repeat(200), ForeignText.show("x".repeat(200)));
    assertEquals("x".repeat(200) + "... (1,000 characters)", ForeignText.show("x".repeat(1_000)));
    String pair = "\ud83d\ude00";
    assertEquals(
        "x".repeat(199) + "... (201 characters)", ForeignText.show("x".repeat(199) + pair));
  }

  @Test
  void keepsTheLinesOfATrace() {
    assertEquals("a\\u000ab", ForeignText.show("a\nb"));
    assertEquals("a\n\tb\\u001b", ForeignText.showLines("a\r\n\tb\u001b"));
  }
}
