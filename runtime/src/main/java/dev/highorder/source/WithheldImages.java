package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A directory with one directory for each class, of which a share is withheld as the test set. */
final class WithheldImages implements ImageListing {

  private final PartDirectories parts;
  private final ImageHoldout holdout;
  private final Consumer<String> notices;

  WithheldImages(PartDirectories parts, ImageHoldout holdout, Consumer<String> notices) {
    this.parts = parts;
    this.holdout = holdout;
    this.notices = notices;
  }

  @Override
  public String where(DataSplit split) throws DataSetException {
    return "image folder %s (%s)"
        .formatted(
            FileNames.text(parts.undivided()), split == DataSplit.TRAIN ? "training" : "withheld");
  }

  @Override
  public ClassDirectories list(DataSplit split, int limitPerClass) throws DataSetException {
    Path root = parts.undivided();
    ClassDirectories all = ClassDirectories.list(root, root, Integer.MAX_VALUE);
    HoldoutSides sides = HoldoutSides.of(all, holdout, file -> FileNames.of(file.path()));
    if (split == DataSplit.TEST) {
      EqualFiles.across(sides.training(), sides.test()).ifPresent(notices);
    }
    return sides.side(split, limitPerClass);
  }
}
