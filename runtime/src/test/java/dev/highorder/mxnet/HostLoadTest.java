package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HostLoadTest {

  private static final List<String> TWO_CORES =
      List.of("cpu  76 0 12 900", "cpu0 40 0 6 450", "cpu1 36 0 6 450", "intr 4711");
  private static final String PRESSURE =
      """
      some avg10=%s avg60=55.70 avg300=35.68 total=9447345636
      full avg10=0.00 avg60=0.00 avg300=0.00 total=0
      """;

  @Test
  void readsTheKernelsTables() {
    assertEquals(
        new HostLoad(OptionalDouble.of(94.19), 1.73, 2),
        HostLoad.parse(PRESSURE.formatted("94.19"), "1.73 2.16 2.63 3/310 4711", TWO_CORES));
  }

  @Test
  void threadsThatWaitForCoresMakeAMachineBusy() {
    String loaded = "9.00 2.16 2.63 3/310 4711";
    assertFalse(HostLoad.parse(PRESSURE.formatted("49.90"), loaded, TWO_CORES).isBusy());
    assertTrue(HostLoad.parse(PRESSURE.formatted("50.10"), loaded, TWO_CORES).isBusy());
  }

  @Test
  void olderKernelsHaveALoadAverage() {
    assertFalse(HostLoad.parse("", "2.00 2.16 2.63 3/310 4711", TWO_CORES).isBusy());
    assertTrue(HostLoad.parse("", "2.01 0.16 0.63 3/310 4711", TWO_CORES).isBusy());
  }

  @Test
  void aMachineOfWhichNothingIsKnownIsQuiet() {
    assertFalse(HostLoad.parse("", "?", List.of()).isBusy());
  }
}
