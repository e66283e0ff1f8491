package dev.highorder.source;

/** Where the decoded images of an image folder are while they are used. */
public enum MemoryPolicy {
  /** In memory if they need at most 30% of the heap, otherwise streamed. */
  AUTO,
  /** In memory; refused if they need more than 60% of the heap. */
  HEAP,
  /**
   * On disk only: all files are decoded once to find bad ones, and then each whenever it is needed.
   * The images, their order and everything measured on them are the same as in memory.
   */
  STREAM
}
