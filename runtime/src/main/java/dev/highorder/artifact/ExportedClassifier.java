package dev.highorder.artifact;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.highorder.storage.AtomicDirectory;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.JsonShape;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An exported classifier on disk: a directory with {@code export.json}, the files of the network
 * for another program, and the files that examples are prepared with, if there are any. Neither the
 * generated class nor the engine that trained it is needed to run it.
 */
public final class ExportedClassifier {

  private static final String NAME = "export.json";
  private static final int MAX_FILES = 2;
  private static final String FILE_NAME = "network[.-][a-z0-9.]{1,20}";

  private final Path directory;
  private final ExportRecord export;
  private final List<FileContent> files;

  private ExportedClassifier(Path directory, ExportRecord export, List<FileContent> files) {
    this.directory = directory;
    this.export = export;
    this.files = files;
  }

  /** Writes the files of an exported network, and proves what they compute. */
  @FunctionalInterface
  public interface Contents {

    /**
     * Writes into an existing empty folder.
     *
     * @return the record of it
     * @throws IOException if that fails or the proof does; then nothing is kept
     */
    ExportRecord writeTo(Path folder) throws IOException;
  }

  /** Returns whether a directory has the manifest of an exported classifier. */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Opens a directory: reads its manifest and checks that the files of the preparation are those
   * that were exported. The classes that the manifest names are looked for as {@link
   * SavedClassifier#open(Path)} does.
   *
   * @throws StorageException if it is not an exported classifier, or damaged
   */
  public static ExportedClassifier open(Path directory) throws StorageException {
    return open(directory, ClassSearch.ofThread());
  }

  /**
   * Opens a directory.
   *
   * @param loader the class loader of the record that describes the input
   * @throws StorageException as {@link #open(Path)}
   */
  public static ExportedClassifier open(Path directory, ClassLoader loader)
      throws StorageException {
    return open(directory, ClassSearch.in(loader));
  }

  private static ExportedClassifier open(Path directory, ClassSearch search)
      throws StorageException {
    ExportRecord export = read(directory, search);
    Manifest manifest = export.classifier();
    if (manifest.probe() != null) {
      manifest.probe().verify(directory, manifest.input());
    }
    List<FileContent> files = new ArrayList<>();
    for (FileRecord file : manifest.input().files()) {
      files.add(FileContent.saved(directory, file));
    }
    return new ExportedClassifier(directory, export, List.copyOf(files));
  }

  /**
   * Writes an exported classifier: it appears whole, or not at all.
   *
   * @param target must not exist, unless {@code overwrite} is set and it is an exported classifier
   * @param saved the classifier that is exported
   * @param contents writes the network and proves it
   * @throws StorageException if the directory is in the way or cannot be written, or the proof
   *     fails
   */
  public static void write(Path target, boolean overwrite, SavedClassifier saved, Contents contents)
      throws StorageException {
    target(target, overwrite)
        .write(
            folder -> {
              for (FileContent file : saved.files()) {
                file.writeInto(folder);
              }
              draft(folder, contents.writeTo(folder));
            });
  }

  /**
   * Checks that a classifier can be exported to there.
   *
   * @throws StorageException as {@link #write} would
   */
  public static void requireWritable(Path target, boolean overwrite) throws StorageException {
    target(target, overwrite).requireWritable();
  }

  private static AtomicDirectory target(Path target, boolean overwrite) {
    return new AtomicDirectory(
        target,
        overwrite
            ? existing -> read(existing, ClassSearch.ofThread())
            : AtomicDirectory.Replaceable.NEVER);
  }

  /**
   * Writes {@code export.json} alone, so that what was written can be opened while it is proven.
   */
  public static void draft(Path folder, ExportRecord export) throws IOException {
    Gson gson = ManifestFile.gson(ClassSearch.ofThread());
    JsonObject json = gson.toJsonTree(export).getAsJsonObject();
    try {
      JsonShape.check(json, ExportRecord.class, "");
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "The classifier cannot be exported: %s. Report this.".formatted(e.getMessage()), e);
    }
    Files.writeString(folder.resolve(NAME), gson.toJson(json) + "\n");
  }

  private static ExportRecord read(Path directory, ClassSearch search) throws StorageException {
    Path file = directory.resolve(NAME);
    if (!isIn(directory)) {
      throw new StorageException(
          "%s is not an exported classifier: it has no %s. Give a directory that export wrote."
              .formatted(ForeignText.show(directory), NAME));
    }
    JsonFile json = new JsonFile(file);
    JsonObject content = json.read();
    int format = json.integer(content, "format");
    if (format != ExportRecord.FORMAT) {
      throw new StorageException(
          "%s has format %s; this version of HighOrder reads format %s. Use the version that wrote it."
              .formatted(ForeignText.show(file), format, ExportRecord.FORMAT));
    }
    ExportRecord export = json.convert(content, ExportRecord.class, ManifestFile.gson(search));
    try {
      ManifestFile.check(export.classifier());
      check(export);
    } catch (RuntimeException | LinkageError e) { // also of an application's input format
      throw StorageException.damaged(file, StorageException.reason(e), e);
    }
    return export;
  }

  private static void check(ExportRecord export) {
    int count = export.kind() == ExportRecord.Kind.ONNX ? 1 : MAX_FILES;
    if (export.files().size() != count
        || !export.files().stream().allMatch(file -> file.name().matches(FILE_NAME))) {
      throw new IllegalArgumentException("files does not name the files of a network");
    }
  }

  /** Returns what the directory holds. */
  public ExportRecord export() {
    return export;
  }

  /** Returns the manifest of the classifier that was exported. */
  public Manifest manifest() {
    return export.classifier();
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Returns the files that an example is prepared with, unchanged since they were exported. */
  public List<FileContent> files() {
    return files;
  }
}
