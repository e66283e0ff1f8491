package dev.highorder.mxnet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The states of a driver, with stand-ins for NVIDIA's library; see {@code driver.c}. */
class CudaDriverTest {

  @BeforeEach
  void requireLinux() {
    assumeTrue(StandIn.canBeLoaded(), "the stand-ins are for Linux x86-64");
  }

  private static CudaDriver find(String... standIns) {
    return CudaDriver.find(List.of(standIns).stream().map(StandIn::path).toList());
  }

  @Test
  void noDriver() {
    CudaDriver driver = CudaDriver.find(List.of("/nowhere/libcuda.so.1"));

    assertEquals(CudaDriver.State.NO_DRIVER, driver.state());
    assertTrue(driver.detail().contains("libcuda.so.1"), driver.detail());
  }

  /** The stub that CUDA's toolkit and some container images have has no functions that work. */
  @Test
  void emptyDriver() {
    CudaDriver driver = find("empty");

    assertEquals(CudaDriver.State.NOT_WORKING, driver.state());
    assertTrue(driver.detail().contains("is not a driver"), driver.detail());
  }

  @Test
  void driverThatDoesNotStart() {
    CudaDriver driver = find("broken");

    assertEquals(CudaDriver.State.NOT_WORKING, driver.state());
    assertTrue(driver.detail().contains("error 999"), driver.detail());
  }

  @Test
  void noDevice() {
    assertEquals(CudaDriver.State.NO_DEVICE, find("no-device").state());
  }

  @Test
  void driverThatIsTooOld() {
    CudaDriver driver = find("old");

    assertEquals(CudaDriver.State.TOO_OLD, driver.state());
    assertTrue(driver.detail().contains("CUDA 11.4"), driver.detail());
    assertTrue(driver.detail().contains("520"), driver.detail());
  }

  @Test
  void presentDevices() {
    CudaDriver driver = find("ready");

    assertEquals(CudaDriver.State.READY, driver.state());
    assertEquals(12020, driver.version());
    assertEquals(
        List.of("Stand-in A, compute capability 9.0", "Stand-in B, compute capability 9.1"),
        driver.devices());
  }

  @Test
  void theFirstThatLoadsIsAsked() {
    CudaDriver driver =
        CudaDriver.find(List.of("/nowhere/libcuda.so.1", StandIn.path("no-device")));

    assertEquals(CudaDriver.State.NO_DEVICE, driver.state());
  }
}
