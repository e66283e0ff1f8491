package dev.highorder.input;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The JSON form of input formats: the record's components, preceded by {@code kind}. Files from
 * before there were several kinds have none and describe images.
 */
final class InputFormatJson implements JsonSerializer<InputFormat>, JsonDeserializer<InputFormat> {

  private static final String KIND = "kind";

  /** A new kind of this library is one more entry. */
  private static final Map<String, Class<? extends InputFormat>> KINDS =
      Map.of(ImageFormat.KIND, ImageFormat.class);

  InputFormatJson() {}

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
    return context.deserialize(object, type(kind(object)));
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

  private static Class<? extends InputFormat> type(String kind) {
    Class<? extends InputFormat> builtIn = KINDS.get(kind);
    return builtIn == null ? applicationType(kind) : builtIn;
  }

  /**
   * The thread's class loader comes first, as a container sets it for an application. Threads of a
   * common pool have one that sees neither the application nor this library.
   */
  private static Class<? extends InputFormat> applicationType(String name) {
    List<ClassLoader> loaders =
        Stream.of(
                Thread.currentThread().getContextClassLoader(),
                InputFormatJson.class.getClassLoader())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    Throwable fault = null;
    for (ClassLoader loader : loaders) {
      try {
        // A file must not run arbitrary code: the class stays uninitialised until it is known.
        Class<? extends InputFormat> type =
            Class.forName(name, false, loader).asSubclass(InputFormat.class);
        if (type.isRecord()) {
          return type;
        }
        throw new JsonParseException("input.kind names %s, which is not a record".formatted(name));
      } catch (ClassNotFoundException | LinkageError | ClassCastException e) {
        fault = e;
      }
    }
    throw new JsonParseException(
        "input.kind is %s, which is neither one of %s nor a record that implements %s and that one of %s finds"
            .formatted(name, KINDS.keySet(), InputFormat.class.getSimpleName(), loaders),
        fault);
  }
}
