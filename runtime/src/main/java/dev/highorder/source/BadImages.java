package dev.highorder.source;

import dev.highorder.dataset.image.LabelledImages;

/** The treatment of files of an image folder that cannot be used as images. */
public enum BadImages {
  /** Refuse the whole folder with a {@link BadImagesException} that lists the files. */
  REFUSE,
  /** Leave the files out and list them in {@link LabelledImages#skipped()}. */
  SKIP
}
