package dev.highorder.processor.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ButcherTableauTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/2 1   | 0 1   | the row of stage 2 has 2 coefficients; an explicit scheme has 1",
        "1/2     | 1     | a has rows for 2 stages, b has weights for 1",
        "1/2; 0 1 2 | 0 0 1 | the row of stage 3 has 3 coefficients; an explicit scheme has 2",
        "1/2     | ''    | b is empty",
        "1/2     | 1 0   | uses k2; leave that stage out",
        "0,5     | 0 1   | '0,5' is not an exact number"
      })
  void refusesWhatIsMalformed(String a, String b, String message) {
    List<String> rows = List.of(a.split(";"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ButcherTableau.parse(rows, b));

    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** RK4 costs "6 more multiplications and 3 additions" than four Euler blocks (the paper, 2.5). */
  @Test
  void countsTheOperationsOfRk4() {
    ButcherTableau rk4 = ButcherTableau.parse(List.of("1/2", "0 1/2", "0 0 1"), "1/6 1/3 1/3 1/6");

    assertEquals(6, rk4.multiplications());
    assertEquals(4 + 3, rk4.additions());
    assertEquals("1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6", rk4.toString());
  }
}
