package dev.highorder.demo.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard output, about whose failures Java keeps quiet. */
public final class StandardOutput {

  private static final Path DESCRIPTOR = Path.of("/dev/fd/1");
  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private StandardOutput() {}

  /**
   * Returns whether all that was printed has arrived. If its reader has ended, as {@code head} does
   * after some lines, then nothing is missing that anybody asked for.
   */
  public static boolean isComplete() {
    return !System.out.checkError() || hasReader();
  }

  /** Returns whether it is a pipe, which fails only if its reader has ended. */
  private static boolean hasReader() {
    try {
      int kind = (int) Files.getAttribute(DESCRIPTOR, "unix:mode") & KIND;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // it was closed, or this is Windows
    }
  }
}
