package dev.highorder.source;

import dev.highorder.dataset.image.ImageTarget;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.dataset.image.StreamedImages;
import dev.highorder.image.BadImageException;
import dev.highorder.image.RgbImage;
import dev.highorder.source.ClassDirectories.LabelledFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first reading of the files of a streamed set: finds bad files and measures the good ones. A
 * few images at a time are in memory.
 */
final class FirstPass {

  private static final Logger LOGGER = LoggerFactory.getLogger(FirstPass.class);

  /** The part of the heap that decoded images may fill meanwhile. */
  private static final long HEAP_PART = 16;

  private static final int MAX_CHUNK = 1024;
  private static final int REPORTS = 10;

  private final String where;
  private final ClassDirectories folder;
  private final ImageTarget target;
  private final ParallelDecoding decoding;
  private final UnchangedFiles files;
  private final StreamedImages images;

  /**
   * Creates a pass.
   *
   * @param where the set, for people to read
   * @param target what the images are brought to
   * @param decoding of the files of the folder
   * @param files the same files, to be read again later
   */
  FirstPass(
      String where,
      ClassDirectories folder,
      ImageTarget target,
      ParallelDecoding decoding,
      UnchangedFiles files) {
    this.where = where;
    this.folder = folder;
    this.target = target;
    this.decoding = decoding;
    this.files = files;
    images = new StreamedImages(where, folder.classes(), target);
  }

  /**
   * Reads all files.
   *
   * @throws BadImageException if the reason that an image cannot be read is not its file
   */
  void run() throws BadImageException {
    int total = folder.files().size();
    LOGGER.info(
        "{}: {} images of {} are decoded while they are used. All are decoded once now, to find bad files",
        where,
        total,
        target.size());
    int chunk = chunk(Runtime.getRuntime().maxMemory(), target.plannedBytes());
    int reported = 0;
    for (int from = 0; from < total; from += chunk) {
      int to = Math.min(total, from + chunk);
      pass(from, to);
      int tenths = (int) ((long) to * REPORTS / total);
      if (tenths > reported) {
        LOGGER.info("{}: {} of {} images decoded", where, to, total);
        reported = tenths;
      }
    }
  }

  /** Returns how many images are decoded before they are measured in their order. */
  static int chunk(long heap, long bytes) {
    return (int) Math.max(1, Math.min(MAX_CHUNK, heap / HEAP_PART / bytes));
  }

  private void pass(int from, int to) throws BadImageException {
    RgbImage[] decoded = new RgbImage[to - from];
    decoding.decode(
        from,
        to,
        (image, i) -> {
          files.remember(i, image);
          decoded[i - from] = image;
        });
    for (int i = from; i < to; i++) {
      if (decoded[i - from] != null) {
        LabelledFile file = folder.files().get(i);
        images.add(i, decoded[i - from], file.label());
      }
    }
  }

  /** Returns the set of the good files; call it after {@link #run}. */
  LabelledImages images(SkippedFiles skipped) {
    return images.build(files, skipped);
  }
}
