package dev.highorder.demo.cli.output;

import ai.djl.util.JsonUtils;

/**
 * Results as indented JSON in ASCII. Other characters are escaped, so that names arrive whole
 * whatever the encoding of the terminal or the pipe.
 */
public final class Json {

  private Json() {}

  /** Returns a record, a list or a map as JSON. */
  public static String of(Object value) {
    return escaped(JsonUtils.GSON_PRETTY.toJson(value));
  }

  /** Replaces the characters of a JSON text beyond ASCII; these occur only inside of strings. */
  static String escaped(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 128) {
        ascii.append(c);
      } else {
        ascii.append("\\u");
        String hex = Integer.toHexString(c);
        ascii.append("0".repeat(4 - hex.length())).append(hex);
      }
    }
    return ascii.toString();
  }
}
