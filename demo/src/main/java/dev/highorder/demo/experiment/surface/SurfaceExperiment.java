package dev.highorder.demo.experiment.surface;

import dev.highorder.dataset.image.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The loss surfaces of all schemes from several seeds: Figs. 4 and 8 of the paper. A surface that
 * is in the folder is not measured again.
 */
public final class SurfaceExperiment {

  private final SurfaceSetting setting;
  private final SurfaceMeasurement measurement;
  private final SurfaceFolder folder;
  private final Consumer<String> progress;

  /**
   * A scheme with its surfaces.
   *
   * @param time the time over which a stack integrates
   * @param surfaces the surfaces by seed, from 1 on
   * @param paper the range that the paper prints, if it has one
   */
  public record Row(
      SurfaceScheme scheme, double time, List<LossSurface> surfaces, Optional<LossRange> paper) {

    /** Copies the list. */
    public Row {
      surfaces = List.copyOf(surfaces);
    }

    /** Returns the medians over the seeds of the smallest and of the largest loss. */
    public LossRange median() {
      return new LossRange(
          middle(surfaces.stream().mapToDouble(surface -> surface.range().least())),
          middle(surfaces.stream().mapToDouble(surface -> surface.range().greatest())));
    }

    private static double middle(DoubleStream values) {
      double[] sorted = values.sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Returns the smallest and the largest loss of all seeds. */
    public LossRange whole() {
      return new LossRange(
          surfaces.stream().mapToDouble(surface -> surface.range().least()).min().orElseThrow(),
          surfaces.stream().mapToDouble(surface -> surface.range().greatest()).max().orElseThrow());
    }
  }

  /**
   * Creates an experiment.
   *
   * @param images the images of the loss
   * @param training the training images; not used without a training
   * @param folder the folder of the surfaces
   * @param progress receives a line after each surface
   * @throws IOException if the folder cannot be created
   */
  public SurfaceExperiment(
      SurfaceSetting setting,
      LabelledImages images,
      LabelledImages training,
      Path folder,
      Consumer<String> progress)
      throws IOException {
    this.setting = setting;
    this.progress = progress;
    measurement = new SurfaceMeasurement(setting, images, training);
    this.folder =
        SurfaceFolder.open(
            folder, setting, images.sha256(), setting.trained() == 0 ? "" : training.sha256());
  }

  /**
   * Measures the surfaces that are missing, those of the first seed first.
   *
   * @param seeds how many seeds, from 1 on
   * @throws IOException if images cannot be read, or a surface not be read or written
   */
  public List<Row> run(int seeds) throws IOException {
    List<SurfaceScheme> schemes = SurfaceScheme.of(setting.subNets());
    List<LossSurface> surfaces = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (long seed : LongStream.rangeClosed(1, seeds).toArray()) {
      for (SurfaceScheme scheme : schemes) {
        folder
            .read(scheme, seed)
            .ifPresentOrElse(surfaces::add, () -> missing.add(new Missing(scheme, seed)));
      }
    }
    long start = System.nanoTime();
    for (int i = 0; i < missing.size(); i++) {
      LossSurface surface =
          measurement.measure(missing.get(i).scheme(), missing.get(i).seed(), share -> {});
      folder.write(surface);
      surfaces.add(surface);
      int rest = missing.size() - i - 1;
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.accept(line(surface, missing.size() - rest, rest, seconds * rest / (i + 1)));
    }
    return schemes.stream().map(scheme -> row(scheme, surfaces)).toList();
  }

  /** A surface that is not in the folder. */
  private record Missing(SurfaceScheme scheme, long seed) {}

  private static String line(LossSurface surface, int done, int rest, double seconds) {
    long left = Math.round(seconds);
    return String.format(
        Locale.ROOT,
        "%s of %s: %s, seed %s, losses %s%s",
        done,
        done + rest,
        surface.scheme().title(),
        surface.seed(),
        surface.range().text(),
        rest == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; all are done in about %s:%02d:%02d",
                left / 3600,
                left / 60 % 60,
                left % 60));
  }

  private Row row(SurfaceScheme scheme, List<LossSurface> surfaces) {
    return new Row(
        scheme,
        scheme.time(setting.subNets()),
        surfaces.stream()
            .filter(surface -> surface.scheme() == scheme)
            .sorted(Comparator.comparingLong(LossSurface::seed))
            .toList(),
        scheme.paperRange(setting.subNets()));
  }
}
