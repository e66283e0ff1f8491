package dev.highorder.dataset.image;

import dev.highorder.image.RgbImage;
import dev.highorder.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** A checksum of labelled images that come one after another. */
final class ImageDigest {

  private final MessageDigest digest = Sha256.digest();
  private final ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES);

  ImageDigest(List<String> classes) {
    digest.update(String.join("\n", classes).getBytes(StandardCharsets.UTF_8));
  }

  void add(RgbImage image, int label) {
    head.clear().putInt(image.height()).putInt(image.width()).putInt(label);
    digest.update(head.array());
    digest.update(image.pixels());
  }

  /** Returns the SHA-256 in lower-case hexadecimal, and ends the digest. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
