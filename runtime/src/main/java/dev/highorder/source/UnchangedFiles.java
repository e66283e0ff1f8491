package dev.highorder.source;

import dev.highorder.dataset.image.ImageReader;
import dev.highorder.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Image files that are read again and again. A checksum of the pixels of each shows whether it is
 * still the image that was read first.
 */
final class UnchangedFiles implements ImageReader {

  private final List<Path> files;
  private final ParallelDecoding.Decoder decoder;
  private final int[] checksums;

  UnchangedFiles(List<Path> files, ParallelDecoding.Decoder decoder) {
    this.files = files;
    this.decoder = decoder;
    checksums = new int[files.size()];
  }

  /** Remembers what an image looks like. */
  void remember(int number, RgbImage image) {
    checksums[number] = checksum(image);
  }

  @Override
  public RgbImage read(int number) throws IOException {
    RgbImage image = decoder.decode(number);
    if (checksum(image) != checksums[number]) {
      throw new DataSetException(
          "%s has changed since the data set was read. Restore it, or train again from the start."
              .formatted(FileNames.shown(files.get(number))));
    }
    return image;
  }

  private static int checksum(RgbImage image) {
    CRC32C checksum = new CRC32C();
    checksum.update(image.pixels());
    return (int) checksum.getValue();
  }
}
