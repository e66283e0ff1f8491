package dev.highorder.demo;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** A parser of JSON as RFC 8259 has it; Gson's own takes NaN and text after the end. */
public final class StrictJson {

  private StrictJson() {}

  /** Returns the one value of a text. */
  public static JsonElement parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement value = new Gson().getAdapter(JsonElement.class).read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new AssertionError("More than one value: " + text);
      }
      return value;
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
