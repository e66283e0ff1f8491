package dev.highorder.dataset;

/** What to do with a file of an image folder that cannot be used as an image. */
public enum BadImages {
  /** Refuse the whole folder with a {@link BadImagesException} that lists the files. */
  REFUSE,
  /** Leave the file out, count it, and remember its name: {@link LabelledImages#skipped()}. */
  SKIP
}
