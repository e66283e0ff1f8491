package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PluralTest {

  @Test
  void onlyOneIsSingular() {
    assertEquals("0 stages", Plural.of(0, "stage"));
    assertEquals("1 stage", Plural.of(1, "stage"));
    assertEquals("2 stages", Plural.of(2, "stage"));
  }
}
