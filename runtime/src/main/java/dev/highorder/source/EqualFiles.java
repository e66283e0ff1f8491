package dev.highorder.source;

import dev.highorder.source.ClassDirectories.LabelledFile;
import dev.highorder.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A search for files with the same bytes. Only files of the same size are read. */
final class EqualFiles {

  private EqualFiles() {}

  /**
   * Returns what to say of files that occur in the training set and in the test set; empty if there
   * are none. Files that cannot be read are passed over, since the reading of images reports them.
   */
  static Optional<String> across(List<LabelledFile> training, List<LabelledFile> test) {
    Map<Long, List<Path>> trainingBySize = bySize(training);
    Map<Long, List<Path>> testBySize = bySize(test);
    int equal = 0;
    String example = "";
    for (Map.Entry<Long, List<Path>> sized : testBySize.entrySet()) {
      Map<String, Path> learned = new HashMap<>();
      for (Path file : trainingBySize.getOrDefault(sized.getKey(), List.of())) {
        hash(file).ifPresent(hash -> learned.putIfAbsent(hash, file));
      }
      for (Path file : learned.isEmpty() ? List.<Path>of() : sized.getValue()) {
        Path same = hash(file).map(learned::get).orElse(null);
        if (same != null && equal++ == 0) {
          example = "%s and %s".formatted(FileNames.shown(file), FileNames.shown(same));
        }
      }
    }
    return equal == 0
        ? Optional.empty()
        : Optional.of(
            "%s of the test set %s the same bytes as in the training set, such as %s. The test is too easy by them: delete one of each pair."
                .formatted(ImageNames.images(equal), equal == 1 ? "has" : "have", example));
  }

  private static Map<Long, List<Path>> bySize(List<LabelledFile> files) {
    Map<Long, List<Path>> bySize = new HashMap<>();
    for (LabelledFile file : files) {
      if (!file.isImage() || !Files.isRegularFile(file.path())) {
        continue; // a pipe would stop the reading for ever
      }
      try {
        bySize.computeIfAbsent(Files.size(file.path()), size -> new ArrayList<>()).add(file.path());
      } catch (IOException e) {
        // see the comment of the method that asks
      }
    }
    return bySize;
  }

  private static Optional<String> hash(Path file) {
    try {
      return Optional.of(Sha256.of(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
