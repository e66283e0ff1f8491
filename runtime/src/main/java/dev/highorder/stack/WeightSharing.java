package dev.highorder.stack;

/** Which stages of a stack have a sub-net of their own. */
public enum WeightSharing {

  /** Each stage of each block. */
  PER_STAGE,

  /** Each block; all its stages evaluate the same sub-net. */
  PER_BLOCK,

  /** None: one sub-net serves all stages of all blocks. */
  SHARED;

  /** Returns the name of the sub-net of a stage, both from 1; equal names are one sub-net. */
  String subNet(int block, int stage) {
    return switch (this) {
      case PER_STAGE -> "block" + block + "-k" + stage;
      case PER_BLOCK -> "block" + block + "-k";
      case SHARED -> "k";
    };
  }
}
