package dev.highorder.demo.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static Measurement of(Double... outputs) {
    return new Measurement(1, 2, List.of(outputs));
  }

  @Test
  void isParsedAsItWasPrinted() {
    Measurement measurement = new Measurement(12.3456, 987_654_321L, List.of(1.5, -2e-9, 3.0));
    assertEquals(measurement, Measurement.parse(measurement.toString()));

    Measurement idle = new Measurement(0, 5, List.of());
    assertEquals(idle, Measurement.parse(idle.toString()));
  }

  @Test
  void isPrintedAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("1.5000 7 2.5000000e-01", new Measurement(1.5, 7, List.of(0.25)).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  /** The first run and the warm-up come before the runs that count. */
  @Test
  void runsAsOftenAsTheEffortSays() {
    int[] runs = {0};
    Measurement measurement =
        Measurement.of(() -> new float[] {++runs[0]}, new Measurement.Effort(0, 0, 5, 5));

    assertEquals(1 + 1 + 5, runs[0]);
    assertEquals(List.of(1.0), measurement.outputs(), "those of the first run");
  }

  /** Of runs that sleep for 0, 0, 40, 0 and 0 ms the median is far below the mean. */
  @Test
  void timesAreMedians() {
    int[] runs = {0};
    Measurement measurement =
        Measurement.of(
            () -> {
              if (++runs[0] == 5) {
                sleep(40);
              }
              return new float[0];
            },
            new Measurement.Effort(0, 0, 5, 5));

    assertTrue(measurement.millis() < 8, measurement.toString());
    assertTrue(Measurement.once(() -> sleep(40)).millis() >= 40);
  }

  private static float[] sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new float[0];
  }

  @Test
  void differencesAreRelativeToTheLargestOutputOfTheOther() {
    assertEquals(0, of(1.0, -4.0).difference(of(1.0, -4.0)));
    assertEquals(0, of(0.0).difference(of(0.0)));
    assertEquals(0.5 / 4, of(1.5, -4.0).difference(of(1.0, -4.0)));
    assertEquals(0.5 / 4, of(1.0, -3.5).difference(of(1.0, -4.0)));
  }

  /** A comparison with NaN is always false, so that a check must not ask for "larger". */
  @Test
  void notANumberIsNoAgreement() {
    double difference = of(Double.NaN, 1.0).difference(of(1.0, 1.0));
    assertTrue(Double.isNaN(difference));
    assertThrows(IllegalArgumentException.class, () -> of(1.0).difference(of(1.0, 2.0)));
  }
}
