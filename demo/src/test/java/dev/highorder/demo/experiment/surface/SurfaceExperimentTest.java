package dev.highorder.demo.experiment.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment measures what is missing. */
class SurfaceExperimentTest {

  @TempDir private Path folder;

  private final LabelledImages images = new DrawnShapes(1, 16).draw(DataSplit.TEST, 10);
  private final List<String> lines = new ArrayList<>();

  private List<SurfaceExperiment.Row> run(double radius, int seeds) throws IOException {
    SurfaceSetting setting = new SurfaceSetting(SubNet.PREACTIVATION, 4, 4, false, radius, 3, 4, 0);
    lines.clear();
    return new SurfaceExperiment(setting, images, images, folder, lines::add).run(seeds);
  }

  private Path file(String scheme) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("surface-" + scheme + "-seed1"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void measuresOnlyWhatIsMissing() throws IOException {
    List<SurfaceExperiment.Row> first = run(0.25, 1);
    assertEquals(7, lines.size());
    Files.delete(file("rk4"));

    assertEquals(first, run(0.25, 1));
    assertEquals(1, lines.size());
    run(0.25, 2);
    assertEquals(7, lines.size(), "the second seed");
    run(0.5, 1);
    assertEquals(7, lines.size(), "another setting has files of its own");
  }

  @Test
  void refusesAFileOfAnotherSurface() throws IOException {
    run(0.25, 1);
    Files.copy(file("rk4"), folder.resolve("copy"));
    Path midpoint = file("midpoint");
    Files.delete(midpoint);
    Files.move(folder.resolve("copy"), midpoint);

    assertThrows(StorageException.class, () -> run(0.25, 1));
  }

  @Test
  void summarisesTheSeeds() {
    SurfaceExperiment.Row row =
        new SurfaceExperiment.Row(
            SurfaceScheme.EULER,
            4,
            List.of(surface(1, 9), surface(2, 4), surface(3, 5)),
            SurfaceScheme.EULER.paperRange(8));

    assertEquals(new LossRange(2, 5), row.median());
    assertEquals(new LossRange(1, 9), row.whole());
    assertEquals(new LossRange(0, 43.16), row.paper().orElseThrow());
  }

  private static LossSurface surface(double least, double greatest) {
    return new LossSurface(SurfaceScheme.EULER, 1, List.of(List.of(least, greatest)));
  }
}
