package dev.highorder.artifact;

import dev.highorder.input.InputFormat;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A saved classifier that comes from a zip or from the class path, in a temporary directory of the
 * user's own. Once it is loaded it is not needed any more; closing deletes it.
 *
 * <p>A zip is not trusted: names lead nowhere else, and what it holds is bounded before it is
 * written.
 */
public final class UnpackedClassifier implements AutoCloseable {

  /** The largest size of all files. */
  static final long MAX_BYTES = 4L << 30;

  /** Parameters are noise to a packer. What becomes a hundred times smaller holds none. */
  static final int MAX_RATIO = 100;

  private static final int MAX_FILES = 16;
  private static final int BUFFER = 1 << 16;

  private final Path directory;

  private UnpackedClassifier(Path directory) {
    this.directory = directory;
  }

  /** Writes the files into the directory. */
  @FunctionalInterface
  private interface Unpacking {

    void into(Path directory) throws IOException;
  }

  private static UnpackedClassifier of(Unpacking unpacking) throws StorageException {
    UnpackedClassifier unpacked = null;
    boolean isWhole = false;
    try {
      unpacked = new UnpackedClassifier(Files.createTempDirectory("highorder"));
      unpacking.into(unpacked.directory);
      isWhole = true;
      return unpacked;
    } catch (StorageException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) { // of names that are not text
      throw new StorageException(
          "The saved classifier cannot be unpacked: %s. Check the zip, and the space in the temporary directory."
              .formatted(StorageException.reason(e)),
          e);
    } finally {
      if (unpacked != null && !isWhole) {
        unpacked.close();
      }
    }
  }

  /**
   * Unpacks a zip with the files of one saved classifier, at its top or in one folder.
   *
   * @param zip is read to the end of the last file, and stays open
   * @throws StorageException if it is not such a zip, or cannot be unpacked
   */
  public static UnpackedClassifier ofZip(InputStream zip) throws StorageException {
    return of(directory -> unpack(new Counted(zip), directory));
  }

  /**
   * Copies a saved classifier from the class path.
   *
   * @param loader the class loader of the files
   * @param folder the name of its folder, with slashes, such as {@code models/shapes}
   * @throws StorageException if there is no saved classifier, or it cannot be copied
   */
  public static UnpackedClassifier ofResource(ClassLoader loader, String folder)
      throws StorageException {
    String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    return of(
        directory -> {
          copy(loader, prefix, ManifestFile.NAME, directory);
          Manifest manifest = new ManifestFile(directory, ClassSearch.in(loader)).read();
          copy(loader, prefix, manifest.parameters().name(), directory);
          InputFormat input = manifest.input();
          for (FileRecord file : input.files()) {
            copy(loader, prefix, file.name(), directory);
          }
        });
  }

  private static void copy(ClassLoader loader, String prefix, String name, Path directory)
      throws IOException {
    try (InputStream stream = loader.getResourceAsStream(prefix + name)) {
      if (stream == null) {
        throw new StorageException(
            "The class path has no file %s%s. Give the folder of a saved classifier, with slashes."
                .formatted(prefix, name));
      }
      Files.copy(stream, directory.resolve(name));
    }
  }

  private static void unpack(Counted packed, Path directory) throws IOException {
    ZipInputStream zip = new ZipInputStream(packed);
    String folder = null;
    int count = 0;
    long bytes = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.isDirectory()) {
        continue;
      }
      int slash = entry.getName().lastIndexOf('/');
      String parent = entry.getName().substring(0, slash + 1);
      String name = entry.getName().substring(slash + 1);
      if (!name.matches(ManifestFile.FILE_NAME) || !(folder == null || folder.equals(parent))) {
        throw new ZipException("it holds other files than those of one saved classifier");
      }
      folder = parent;
      if (++count > MAX_FILES) {
        throw new ZipException("it holds more than " + MAX_FILES + " files");
      }
      bytes = write(zip, packed, directory.resolve(name), bytes);
    }
    if (count == 0) {
      throw new ZipException("it is not a zip, or is empty");
    }
  }

  /** Returns the number of bytes of all files so far. */
  private static long write(ZipInputStream zip, Counted packed, Path file, long before)
      throws IOException {
    long bytes = before;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
        bytes += n;
        if (bytes > MAX_BYTES || bytes > MAX_RATIO * (packed.count + BUFFER)) {
          throw new ZipException("it becomes too large when it is unpacked");
        }
        out.write(buffer, 0, n);
      }
    }
    return bytes;
  }

  /** A stream that counts what is read. */
  private static final class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      count += Math.max(0, n);
      return n;
    }
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Deletes the directory; what cannot be deleted stays. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : List.copyOf(files.toList())) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // A file that stays in the temporary directory does no harm.
    }
  }
}
