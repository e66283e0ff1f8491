package dev.highorder.dataset;

import java.util.Locale;

/** The part of a data set that is read: the images to learn from or those to judge with. */
public enum ImageSplit {
  /** The images that a network is trained on. */
  TRAIN,
  /** The images that a network never sees in training. */
  TEST;

  /** The name that folders and descriptions use: {@code train} or {@code test}. */
  String directoryName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
