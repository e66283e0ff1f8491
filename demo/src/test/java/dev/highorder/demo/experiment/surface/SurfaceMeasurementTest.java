package dev.highorder.demo.experiment.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Surfaces of small networks on drawn shapes. */
class SurfaceMeasurementTest {

  private final LabelledImages images = new DrawnShapes(1, 16).draw(DataSplit.TEST, 20);

  private LossSurface measure(SurfaceScheme scheme, boolean isNormalised, long seed)
      throws StorageException {
    SurfaceSetting setting =
        new SurfaceSetting(SubNet.PREACTIVATION, 8, 8, isNormalised, 0.25, 3, 8, 0);
    return new SurfaceMeasurement(setting, images, images).measure(scheme, seed, share -> {});
  }

  @Test
  void theSameSeedGivesTheSameSurface() throws StorageException {
    LossSurface first = measure(SurfaceScheme.RK4, false, 1);

    assertEquals(first, measure(SurfaceScheme.RK4, false, 1));
    assertNotEquals(first.losses(), measure(SurfaceScheme.RK4, false, 2).losses());
  }

  @Test
  void theNetworkItselfIsInTheMiddle() throws StorageException {
    LossSurface surface = measure(SurfaceScheme.EULER, false, 1);

    assertEquals(3, surface.losses().size());
    assertEquals(surface.losses().get(1).get(1), surface.middle());
    assertTrue(surface.range().least() <= surface.middle());
    assertTrue(surface.range().greatest() > surface.middle());
  }

  /** The same weights, so only the wiring and the step size differ. */
  @Test
  void withoutNormalisationLossesGrowWithTheTimeOfAStack() throws StorageException {
    double euler = measure(SurfaceScheme.EULER, false, 1).middle();
    double quarter = measure(SurfaceScheme.EULER_QUARTER, false, 1).middle();
    double rk4 = measure(SurfaceScheme.RK4, false, 1).middle();
    double four = measure(SurfaceScheme.RK4_FOUR, false, 1).middle();

    assertTrue(euler > 2 * rk4, euler + " " + rk4);
    assertTrue(four > euler, four + " " + euler);
    assertEquals(rk4, quarter, 0.5 * rk4);
  }

  @Test
  void normalisationOfTheBatchBoundsTheLoss() throws StorageException {
    assertTrue(
        measure(SurfaceScheme.RK4_FOUR, true, 1).middle()
            < measure(SurfaceScheme.RK4_FOUR, false, 1).middle() / 2);
  }

  @Test
  void aTrainingComesBeforeTheSurface() throws StorageException {
    SurfaceSetting trained = new SurfaceSetting(SubNet.PREACTIVATION, 8, 8, false, 0.25, 3, 8, 20);

    LossSurface surface =
        new SurfaceMeasurement(trained, images, images)
            .measure(SurfaceScheme.EULER, 1, share -> {});

    assertTrue(surface.middle() < measure(SurfaceScheme.EULER, false, 1).middle());
  }

  @Test
  void reportsTheShareThatIsDone() throws StorageException {
    List<Double> shares = new ArrayList<>();
    SurfaceSetting setting = new SurfaceSetting(SubNet.VGG, 4, 4, false, 0.25, 3, 4, 0);

    new SurfaceMeasurement(setting, images, images).measure(SurfaceScheme.EULER, 1, shares::add);

    assertEquals(9, shares.size());
    assertEquals(1.0 / 9, shares.get(0), 1e-12);
    assertEquals(1, shares.get(8));
  }
}
