package dev.highorder.demo.cli.doctor;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** The encoding in which Java reads and writes paths. Data sets do not depend on it. */
public final class PathEncoding {

  private static final String ITEM = "encoding of file names";

  private PathEncoding() {}

  /** Examines the encoding that Java took from the locale. */
  public static void examine(Findings findings) {
    examine(findings, System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  static void examine(Findings findings, String encoding) {
    findings.value(ITEM, encoding);
    if (!isUtf8(encoding)) {
      findings.note(
          ITEM,
          "Java reads file names as "
              + encoding
              + ", so paths with letters that it lacks cannot be given, or written. Set LC_ALL=C.UTF-8"
              + " in the environment.");
    }
  }

  private static boolean isUtf8(String encoding) {
    try {
      return Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
