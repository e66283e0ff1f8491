package dev.highorder.huggingface;

import ai.djl.huggingface.tokenizers.jni.LibUtils;

/** The native library of DJL's extension, which is loaded when its class is. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Loads the library.
   *
   * @throws LinkageError if DJL's extension is not on the class path, or the library does not fit
   *     this platform
   * @throws RuntimeException if the library is not found or cannot be unpacked
   */
  static void require() {
    LibUtils.checkStatus();
  }
}
