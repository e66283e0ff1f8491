package dev.highorder.source;

import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.text.ForeignText;
import java.util.List;
import java.util.Set;

/** Files of a data set that are not usable images. The message names the first of them. */
public final class BadImagesException extends DataSetException {

  private static final long serialVersionUID = 1L;

  private final int count;

  /**
   * Collects the faults of several files in one message.
   *
   * @param where the set that the files belong to
   * @param faults one sentence for each bad file; at least one
   * @param remedy what to do, a full sentence
   * @param cures the reading options that help
   */
  BadImagesException(String where, List<String> faults, String remedy, Set<Cure> cures) {
    super(message(where, faults, remedy), cures, null);
    count = faults.size();
  }

  private static String message(String where, List<String> faults, String remedy) {
    StringBuilder message = new StringBuilder();
    message.append(
        "%s: %s %s cannot be used:"
            .formatted(
                ForeignText.show(where), faults.size(), faults.size() == 1 ? "file" : "files"));
    SkippedFiles named = SkippedFiles.of(faults);
    named.named().forEach(fault -> message.append("\n  ").append(fault));
    int others = named.count() - named.named().size();
    if (others > 0) {
      message.append("\n  and %s more".formatted(others));
    }
    return message.append('\n').append(remedy).toString();
  }

  /** Returns the number of bad files. */
  public int count() {
    return count;
  }
}
