package dev.highorder.input;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.JsonShape;
import dev.highorder.text.ForeignText;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The JSON form of input formats: the record's components, preceded by {@code kind}. Files from
 * before there were several kinds have none and describe images.
 */
@SuppressWarnings("exports") // of Gson's types: public only for other rooms of this library
public final class InputFormatJson
    implements JsonSerializer<InputFormat>, JsonDeserializer<InputFormat> {

  private static final String KIND = "kind";

  /** A new kind of this library is one more entry. */
  private static final SortedMap<String, Class<? extends InputFormat>> KINDS =
      new TreeMap<>(
          Map.of(
              ArrayFormat.KIND, ArrayFormat.class,
              ImageFormat.KIND, ImageFormat.class,
              TableFormat.KIND, TableFormat.class,
              TextFormat.KIND, TextFormat.class));

  private final Supplier<ClassSearch> search;

  /** Finds the classes of applications with the calling thread's class loader. */
  InputFormatJson() {
    search = ClassSearch::ofThread;
  }

  /** Finds the classes of applications by a search. */
  public InputFormatJson(ClassSearch search) {
    this.search = () -> search;
  }

  @Override
  public JsonElement serialize(InputFormat format, Type type, JsonSerializationContext context) {
    JsonObject json = new JsonObject();
    json.addProperty(KIND, format.kind());
    context
        .serialize(format, format.getClass())
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    return json;
  }

  @Override
  public InputFormat deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
    if (!json.isJsonObject()) {
      throw new JsonParseException("input is not a JSON object");
    }
    JsonObject object = json.getAsJsonObject();
    String kind = kind(object);
    Class<? extends InputFormat> kindType = type(kind);
    if (KINDS.containsKey(kind)) {
      JsonObject values = object.deepCopy();
      values.remove(KIND);
      JsonShape.check(values, kindType, "input");
    } else {
      JsonShape.checkForeign(object, kindType, "input");
    }
    return context.deserialize(object, kindType);
  }

  private static String kind(JsonObject json) {
    JsonElement kind = json.get(KIND);
    if (kind == null) {
      return ImageFormat.KIND;
    }
    if (!kind.isJsonPrimitive() || !kind.getAsJsonPrimitive().isString()) {
      throw new JsonParseException("input.kind is not a string");
    }
    return kind.getAsString();
  }

  private Class<? extends InputFormat> type(String kind) {
    Class<? extends InputFormat> builtIn = KINDS.get(kind);
    return builtIn == null ? applicationType(kind) : builtIn;
  }

  private Class<? extends InputFormat> applicationType(String name) {
    Class<? extends InputFormat> type;
    try {
      type = search.get().find(name, InputFormat.class);
    } catch (ClassNotFoundException e) {
      throw new JsonParseException(
          "input.kind is %s, which is none of %s, and which %s"
              .formatted(ForeignText.show(name), KINDS.keySet(), e.getMessage()),
          e);
    }
    if (!type.isRecord()) {
      throw new JsonParseException(
          "input.kind names %s, which is not a record".formatted(ForeignText.show(name)));
    }
    return type;
  }
}
