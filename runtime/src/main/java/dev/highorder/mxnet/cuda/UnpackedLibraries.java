package dev.highorder.mxnet.cuda;

import dev.highorder.mxnet.cuda.CudaLibraries.Library;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of libraries that are unpacked from jars once, for all processes.
 *
 * <p>The folder is filled under another name and then renamed, so that it is never seen incomplete.
 * A process that is killed meanwhile leaves a folder that the next one removes.
 */
final class UnpackedLibraries {

  /** The name under which DJL looks for the CUDA runtime, to count GPUs. */
  private static final String CUDART = "libcudart.so";

  private static final String CUDART_FILE = "libcudart.so.11.0";

  /**
   * The name of OpenCV's window library, to which MXNet links without using it, and which needs
   * GTK. It is replaced by a name of the same length of a library that is loaded anyway.
   */
  private static final byte[] HIGHGUI =
      "libopencv_highgui.so.406\0".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] IMGPROC =
      "libopencv_imgproc.so.406\0".getBytes(StandardCharsets.US_ASCII);

  private static final int CHUNK = 64 << 20;

  private final Path folder;
  private final ClassLoader loader;
  private final Consumer<String> progress;

  UnpackedLibraries(Path folder, ClassLoader loader, Consumer<String> progress) {
    this.folder = folder;
    this.loader = loader;
    this.progress = progress;
  }

  /**
   * Returns the folder with all libraries, which are unpacked if necessary.
   *
   * @throws IOException if a library is missing on the class path, or the disk is too full
   */
  Path get() throws IOException {
    List<Library> all = new ArrayList<>(CudaLibraries.LOADED);
    all.addAll(CudaLibraries.UNPACKED_ONLY);
    all.add(CudaLibraries.MXNET);
    Map<Library, URL> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Library library : all) {
      library
          .find(loader)
          .ifPresentOrElse(url -> found.put(library, url), () -> missing.add(library.name()));
    }
    if (!missing.isEmpty()) {
      throw new IOException("the class path lacks %s".formatted(String.join(", ", missing)));
    }
    if (isComplete(found)) {
      return folder; // it may belong to another user, or be read-only
    }
    Files.createDirectories(folder.getParent());
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      removeLeftovers();
      if (!isComplete(found)) {
        unpack(found);
      }
    }
    return folder;
  }

  private boolean isComplete(Map<Library, URL> found) throws IOException {
    for (Map.Entry<Library, URL> entry : found.entrySet()) {
      Path file = folder.resolve(entry.getKey().name());
      if (!Files.isRegularFile(file) || Files.size(file) != length(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static long length(URL url) throws IOException {
    return url.openConnection().getContentLengthLong();
  }

  private void unpack(Map<Library, URL> found) throws IOException {
    long needed = 0;
    for (URL url : found.values()) {
      needed += length(url);
    }
    FileStore store = Files.getFileStore(folder.getParent());
    if (store.getUsableSpace() < needed) {
      throw new IOException(
          "%s has %s MB free, but the libraries need %s MB. Free some space, or set DJL_CACHE_DIR"
                  .formatted(folder.getParent(), store.getUsableSpace() >> 20, needed >> 20)
              + " to a folder elsewhere");
    }
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new-" + UUID.randomUUID());
    Files.createDirectory(fresh);
    int number = 0;
    for (Map.Entry<Library, URL> entry : found.entrySet()) {
      progress.accept(
          "unpacking %s of %s: %s".formatted(++number, found.size(), entry.getKey().name()));
      try (InputStream stream = entry.getValue().openStream()) {
        Files.copy(stream, fresh.resolve(entry.getKey().name()));
      }
    }
    replace(fresh.resolve(CudaLibraries.MXNET.name()), HIGHGUI, IMGPROC);
    Files.createSymbolicLink(fresh.resolve(CUDART), Path.of(CUDART_FILE));
    delete(folder);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeLeftovers() throws IOException {
    String prefix = folder.getFileName() + ".new-";
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder.getParent())) {
      leftovers = files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path leftover : leftovers) {
      delete(leftover);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** Replaces every occurrence of some bytes in a file by other bytes of the same number. */
  static void replace(Path file, byte[] from, byte[] to) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long position = 0; position < channel.size(); position += CHUNK) {
        // Chunks overlap, so that an occurrence across a border is found.
        long length = Math.min(CHUNK + from.length - 1L, channel.size() - position);
        byte[] chunk = new byte[(int) length];
        channel.map(FileChannel.MapMode.READ_ONLY, position, length).get(chunk);
        for (int at : occurrences(chunk, from)) {
          channel.write(ByteBuffer.wrap(to), position + at);
        }
      }
    }
  }

  private static List<Integer> occurrences(byte[] text, byte[] word) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at <= text.length - word.length; at++) {
      if (text[at] == word[0] && Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
        places.add(at);
      }
    }
    return places;
  }
}
