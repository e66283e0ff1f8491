package dev.highorder.dataset;

/** What to do with a file of an image folder that cannot be used as a picture. */
public enum BadPictures {
  /** Refuse the whole folder with a {@link BadPicturesException} that lists the files. */
  REFUSE,
  /** Leave the file out, count it, and remember its name: {@link LabelledPictures#skipped()}. */
  SKIP
}
