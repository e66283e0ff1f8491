package dev.highorder.demo.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * Results as indented JSON in ASCII. Other characters are escaped, so that names arrive whole
 * whatever the encoding of the terminal or the pipe. Numbers that JSON cannot express, such as
 * infinity, become {@code null}.
 */
public final class Json {

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .registerTypeAdapter(double.class, new FiniteNumber())
          .registerTypeAdapter(Double.class, new FiniteNumber())
          .registerTypeAdapter(float.class, new FiniteNumber())
          .registerTypeAdapter(Float.class, new FiniteNumber())
          .create();

  private Json() {}

  /** Returns a record, a list or a map as JSON. */
  public static String of(Object value) {
    return escaped(GSON.toJson(value));
  }

  /** Replaces the characters of a JSON text beyond ASCII; these occur only inside of strings. */
  public static String escaped(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 127) { // 127 is a control character
        ascii.append(c);
      } else {
        ascii.append("\\u");
        String hex = Integer.toHexString(c);
        ascii.append("0".repeat(4 - hex.length())).append(hex);
      }
    }
    return ascii.toString();
  }

  /** A number that may be infinite or none at all; then it is {@code null}, and is not left out. */
  private static final class FiniteNumber extends TypeAdapter<Number> {

    @Override
    public void write(JsonWriter out, Number value) throws IOException {
      if (value != null && Double.isFinite(value.doubleValue())) {
        out.value(value);
        return;
      }
      boolean writesNulls = out.getSerializeNulls();
      out.setSerializeNulls(true);
      out.nullValue();
      out.setSerializeNulls(writesNulls);
    }

    @Override
    public Number read(JsonReader in) {
      throw new UnsupportedOperationException("Results are only written.");
    }
  }
}
