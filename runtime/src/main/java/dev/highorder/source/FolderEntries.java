package dev.highorder.source;

import dev.highorder.image.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files and folders in a folder, without those that file managers and other tools leave there.
 *
 * @param entries the paths, sorted by name, so that their order is the same on every machine
 * @param leftovers the number of entries that were passed over, see {@link #isLeftover}
 */
public record FolderEntries(List<Path> entries, int leftovers) {

  /** In lower case. Names that begin with a dot need no entry. */
  private static final Set<String> LEFTOVERS =
      Set.of(
          // Windows
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "$recycle.bin",
          "system volume information",
          // macOS; Windows shows the carriage return of the second as another character
          "__macosx",
          "icon\r",
          "icon\uf00d",
          // storage servers and Linux
          "@eadir",
          "lost+found");

  /** Copies the list. */
  public FolderEntries {
    entries = List.copyOf(entries);
  }

  /**
   * Lists a folder.
   *
   * @param folder the folder
   * @throws DataSetException if it cannot be listed
   */
  public static FolderEntries of(Path folder) throws DataSetException {
    List<Path> all;
    try (Stream<Path> stream = Files.list(folder)) {
      all = stream.toList();
    } catch (AccessDeniedException e) {
      throw new DataSetException(
          "%s may not be read by this user. Change its permissions."
              .formatted(FileNames.shown(folder)),
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new DataSetException(
          "%s cannot be listed (%s). Check the disk."
              .formatted(FileNames.shown(folder), Reason.of(e)),
          e);
    }
    List<Path> entries = new ArrayList<>(all);
    entries.removeIf(FolderEntries::isLeftover);
    entries.sort(Comparator.comparing(FileNames::of));
    return new FolderEntries(entries, all.size() - entries.size());
  }

  /**
   * Returns whether nobody put a file or folder where it is: it is hidden, as {@code .DS_Store},
   * {@code ._cat.png} and {@code .ipynb_checkpoints} are, or has one of the names that file
   * managers use, such as {@code Thumbs.db}, {@code desktop.ini} and {@code __MACOSX}.
   *
   * @param entry a path, which need not exist
   */
  public static boolean isLeftover(Path entry) {
    Path name = entry.getFileName();
    if (name == null) {
      return false;
    }
    String text = name.toString();
    return text.startsWith(".")
        || LEFTOVERS.contains(text.toLowerCase(Locale.ROOT))
        || isHidden(entry);
  }

  /** Windows has an attribute for it. */
  private static boolean isHidden(Path entry) {
    try {
      return Files.isHidden(entry);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the entries that are folders, or links to some. */
  List<Path> folders() {
    return entries.stream().filter(Files::isDirectory).toList();
  }

  /** Returns the entries whose names are those of images; whether they are files is not checked. */
  List<Path> images() {
    return entries.stream().filter(ImageNames::isImage).toList();
  }
}
