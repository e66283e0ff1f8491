package dev.highorder.mxnet.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A small library that stands in for NVIDIA's driver, or for anything that is to be loaded. */
final class StandIn {

  private StandIn() {}

  static boolean canBeLoaded() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  static String path(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(StandIn.class.getResource("/cuda/" + name + ".so")).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(Path.of(path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
