package dev.highorder.source;

import dev.highorder.image.BadImageException;
import dev.highorder.image.BadImageException.Kind;
import dev.highorder.image.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** The decoding of a list of files on all cores, which keeps the fault of each bad one. */
final class ParallelDecoding {

  private final List<Path> files;
  private final Decoder decoder;
  private final ProgressCounter progress;
  private final BadImageException[] faults;

  /** Reads and scales one file. */
  @FunctionalInterface
  interface Decoder {
    RgbImage decode(int index) throws BadImageException;
  }

  ParallelDecoding(List<Path> files, Decoder decoder, ReadingProgress progress) {
    this.files = files;
    this.decoder = decoder;
    this.progress = new ProgressCounter(progress, files.size());
    faults = new BadImageException[files.size()];
  }

  /**
   * Decodes some of the files.
   *
   * @param from the first
   * @param to the one after the last
   * @param sink receives each image that is not bad, in any order and from any thread
   * @throws BadImageException if the reason that an image cannot be read is not its file
   */
  void decode(int from, int to, ObjIntConsumer<RgbImage> sink) throws BadImageException {
    AtomicReference<BadImageException> obstacle = new AtomicReference<>();
    IntStream.range(from, to)
        .parallel()
        .filter(i -> obstacle.get() == null)
        .forEach(
            i -> {
              try {
                sink.accept(decoder.decode(i), i);
              } catch (BadImageException e) {
                faults[i] = e;
                if (e.kind() == Kind.CIRCUMSTANCES) {
                  obstacle.set(e);
                }
              } catch (OutOfMemoryError e) {
                String name = FileNames.text(files.get(i));
                obstacle.set(BadImageException.outOfMemory(name, e));
              }
              progress.increment();
            });
    if (obstacle.get() != null) {
      // The file may be good, so it must not be left out.
      throw obstacle.get();
    }
  }

  /** Returns the fault of each file, null for one that is good or was not decoded. */
  BadImageException[] faults() {
    return faults;
  }
}
