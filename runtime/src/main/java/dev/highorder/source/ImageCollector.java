package dev.highorder.source;

import dev.highorder.dataset.image.ImageStore;
import dev.highorder.dataset.image.ImageTarget;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.source.DataSetException.Cure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Collects the images of a data set that is read record by record, as the options say. */
final class ImageCollector {

  private final String where;
  private final ReadingOptions options;
  private final List<String> classes;
  private final ImageTarget target;
  private final int[] taken;
  private final ProgressCounter progress;
  private final ImageStore.Builder images;
  private final List<Integer> labels = new ArrayList<>();

  /**
   * Prepares a collection.
   *
   * @param where the description of the set
   * @param stored the size of every stored image
   * @param total the number of records
   * @throws DataSetException if another size is asked for, or memory is too small
   */
  ImageCollector(
      String where, ReadingOptions options, List<String> classes, ImageSize stored, int total)
      throws DataSetException {
    this.where = where;
    this.options = options;
    this.classes = classes;
    ImageSize size = options.size().orElse(stored);
    target = options.target(size);
    taken = new int[classes.size()];
    progress = new ProgressCounter(options.progress(), total);
    if (options.preparation().isEmpty() && !size.equals(stored)) {
      throw new DataSetException(
          "%s has images of %s instead of %s. Expect that size, or have them scaled (optResize)."
              .formatted(where, stored, size),
          Set.of(Cure.SCALE),
          null);
    }
    long most = (long) options.limitPerClass() * classes.size();
    HeapBudget.ofThisJvm().check(where, Math.min(total, most), size, target.plannedBytes());
    images = new ImageStore.Builder(target, total);
  }

  /** Adds a record, unless its class has as many images as the options allow. */
  void add(int label, RgbImage image) {
    if (taken[label]++ < options.limitPerClass()) {
      images.put(labels.size(), target.keep(image));
      labels.add(label);
    }
    progress.increment();
  }

  /** Returns all that was added. */
  LabelledImages images() {
    return LabelledImages.wrap(
        where,
        classes,
        images.build(IntStream.range(0, labels.size()).toArray()),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        SkippedFiles.NONE);
  }
}
