package dev.highorder.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.highorder.text.ForeignText;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;

/**
 * A parser of JSON that takes nothing but JSON: no comments, no single quotes, no {@code NaN}, no
 * key twice in an object, nothing after the end. Gson's own parser takes all of these.
 */
final class JsonTree {

  /** The largest number of values in a text, which bounds the memory of the tree. */
  static final int MAX_VALUES = 1 << 20;

  private final JsonReader in;
  private int values;

  private JsonTree(String text) {
    in = new JsonReader(new StringReader(text));
    in.setStrictness(Strictness.STRICT);
  }

  /**
   * Parses a text.
   *
   * @throws JsonParseException if it is not JSON, has a key twice, or has too many values; the
   *     message can follow the name of the file
   */
  static JsonElement parse(String text) {
    JsonTree tree = new JsonTree(text);
    try {
      JsonElement root = tree.next();
      if (tree.in.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("it goes on after its end");
      }
      return root;
    } catch (EOFException e) {
      throw new JsonParseException(text.isBlank() ? "it is empty" : "it is cut short", e);
    } catch (IOException e) { // Gson's, of what is not JSON
      throw new JsonParseException(
          "it is not JSON at " + ForeignText.show(tree.in.getPath()) + ": " + firstLine(e), e);
    }
  }

  /** Gson adds a line with the address of a page about its errors. */
  private static String firstLine(IOException e) {
    return StorageException.reason(e).lines().findFirst().orElse("");
  }

  private JsonElement next() throws IOException {
    if (++values > MAX_VALUES) {
      throw new JsonParseException("it has more than %s values".formatted(MAX_VALUES));
    }
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> new JsonPrimitive(in.nextString());
      case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(in));
      case BOOLEAN -> new JsonPrimitive(in.nextBoolean());
      default -> {
        in.nextNull();
        yield JsonNull.INSTANCE;
      }
    };
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      if (object.has(name)) {
        throw new JsonParseException("it has %s twice".formatted(ForeignText.show(in.getPath())));
      }
      object.add(name, next());
    }
    in.endObject();
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    in.beginArray();
    while (in.hasNext()) {
      array.add(next());
    }
    in.endArray();
    return array;
  }
}
