package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example messages of FIPS 180 and of NIST's set of short messages. */
class Sha256Test {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  })
  void publishedMessages(String text, String hash) throws IOException {
    assertEquals(hash, Sha256.of(text));
    assertEquals(hash, Sha256.of(Files.writeString(folder.resolve("file"), text)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(hash, HexFormat.of().formatHex(Sha256.digest().digest(bytes)));
  }

  /** A file that is longer than any buffer: a million letters a. */
  @ParameterizedTest
  @CsvSource("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  void aMillionLetters(String hash) throws IOException {
    assertEquals(hash, Sha256.of(Files.writeString(folder.resolve("file"), "a".repeat(1000000))));
  }
}
