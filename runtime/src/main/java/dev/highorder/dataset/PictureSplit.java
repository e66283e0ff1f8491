package dev.highorder.dataset;

import java.util.Locale;

/** The part of a data set that is read: the pictures to learn from or those to judge with. */
public enum PictureSplit {
  /** The pictures that a network is trained on. */
  TRAIN,
  /** The pictures that a network never sees in training. */
  TEST;

  /** The name that folders and descriptions use: {@code train} or {@code test}. */
  String directoryName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
