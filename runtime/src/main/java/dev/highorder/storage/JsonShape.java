package dev.highorder.storage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import dev.highorder.text.ForeignText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A check of JSON against the record that it becomes. Gson takes 3.5 and "3" for the whole number
 * 3, an unknown constant for null, and a missing number for 0; this check refuses all of them, with
 * the path of the value.
 *
 * <p>Messages of its exceptions can follow the name of a file.
 */
public final class JsonShape {

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class);
  private static final Set<Class<?>> REAL =
      Set.of(float.class, Float.class, double.class, Double.class);
  private static final String INTEGER = "-?(0|[1-9][0-9]{0,18})";

  /** Whether components that are objects may be absent without saying so. */
  private final boolean isLenient;

  private JsonShape(boolean isLenient) {
    this.isLenient = isLenient;
  }

  /**
   * Checks that JSON has every component of a record of this library, at any depth, but those that
   * {@linkplain MayBeAbsent may be absent}, that each value has the type of its component and lies
   * in the range of that type, and that there is nothing else: what a later version of this library
   * has added must not be lost without a word.
   *
   * @param path the path of the value in its file, for messages; empty for the whole file
   * @throws JsonParseException if it has not
   */
  public static void check(JsonElement json, Type type, String path) {
    new JsonShape(false).value(json, type, path);
  }

  /**
   * Checks a record of an application in the same way. Its components that are objects may be
   * absent, since Gson writes no null, and there may be more.
   *
   * @param path the path of the value in its file, for messages
   * @throws JsonParseException if a value is wrong
   */
  public static void checkForeign(JsonElement json, Type type, String path) {
    new JsonShape(true).value(json, type, path);
  }

  /**
   * Reads a whole number.
   *
   * @param path the path of the value in its file, for messages
   * @throws JsonParseException if it is missing, not a whole number, or beyond the range of an int
   */
  static int integer(JsonElement json, String path) {
    check(json, int.class, path);
    return json.getAsInt();
  }

  private void value(JsonElement json, Type type, String path) {
    Class<?> raw = raw(type);
    if (json == null || json.isJsonNull()) {
      throw new JsonParseException(path + (json == null ? " is missing" : " is null"));
    }
    if (WHOLE.contains(raw)) {
      wholeNumber(json, raw, path);
    } else if (REAL.contains(raw)) {
      number(json, raw, path);
    } else if (raw == boolean.class || raw == Boolean.class) {
      require(
          json.isJsonPrimitive() && json.getAsJsonPrimitive().isBoolean(),
          json,
          path,
          "true or false");
    } else if (raw == String.class) {
      require(isString(json), json, path, "text");
    } else if (raw.isEnum()) {
      constant(json, raw, path);
    } else if (raw == List.class) {
      list(json, argument(type, 0), path);
    } else if (raw == Map.class) {
      map(json, argument(type, 1), path);
    } else if (raw.isRecord() && !raw.isAnnotationPresent(JsonAdapter.class)) {
      record(json, raw, path);
    } // other types have adapters, which check
  }

  private static Class<?> raw(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return raw instanceof Class<?> known ? known : Object.class;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static void wholeNumber(JsonElement json, Class<?> type, String path) {
    boolean isInt = type == int.class || type == Integer.class;
    require(
        isNumber(json) && json.getAsString().matches(INTEGER) && isInRange(json, isInt),
        json,
        path,
        "a whole number of %s bits".formatted(isInt ? Integer.SIZE : Long.SIZE));
  }

  private static boolean isInRange(JsonElement json, boolean isInt) {
    try {
      long value = Long.parseLong(json.getAsString());
      return !isInt || value == (int) value;
    } catch (NumberFormatException e) { // of 19 digits, not all are longs
      return false;
    }
  }

  private static void number(JsonElement json, Class<?> type, String path) {
    boolean isFloat = type == float.class || type == Float.class;
    require(
        isNumber(json)
            && (isFloat
                ? Float.isFinite(Float.parseFloat(json.getAsString()))
                : Double.isFinite(Double.parseDouble(json.getAsString()))),
        json,
        path,
        "a number of %s bits".formatted(isFloat ? Float.SIZE : Double.SIZE));
  }

  private static void constant(JsonElement json, Class<?> type, String path) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
    require(isString(json) && names.contains(json.getAsString()), json, path, "one of " + names);
  }

  private void list(JsonElement json, Type element, String path) {
    require(json.isJsonArray(), json, path, "a list");
    int index = 0;
    for (JsonElement each : json.getAsJsonArray()) {
      value(each, element, "%s[%s]".formatted(path, index++));
    }
  }

  private void map(JsonElement json, Type element, String path) {
    require(json.isJsonObject(), json, path, "an object");
    json.getAsJsonObject()
        .asMap()
        .forEach((name, each) -> value(each, element, member(path, ForeignText.show(name))));
  }

  private void record(JsonElement json, Class<?> type, String path) {
    require(json.isJsonObject(), json, path, "an object");
    Set<String> unknown = new LinkedHashSet<>(json.getAsJsonObject().keySet());
    for (RecordComponent component : type.getRecordComponents()) {
      List<String> names = names(component);
      names.forEach(unknown::remove);
      List<String> present = names.stream().filter(json.getAsJsonObject()::has).toList();
      if (present.size() > 1) {
        throw new JsonParseException(member(path, names.get(0)) + " is there twice, as " + present);
      }
      String name = present.isEmpty() ? names.get(0) : present.get(0);
      JsonElement each = json.getAsJsonObject().get(name);
      if (!isAllowedToLack(component) || isPresent(each)) {
        value(each, component.getGenericType(), member(path, name));
      }
    }
    if (!isLenient && !unknown.isEmpty()) {
      throw new UnknownKeyException(member(path, ForeignText.show(unknown.iterator().next())));
    }
  }

  private boolean isAllowedToLack(RecordComponent component) {
    return component.isAnnotationPresent(MayBeAbsent.class)
        || (isLenient && !component.getType().isPrimitive());
  }

  private static boolean isPresent(JsonElement json) {
    return json != null && !json.isJsonNull();
  }

  /** Returns the names that a component has in files, the present one first. */
  private static List<String> names(RecordComponent component) {
    SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
    return name == null
        ? List.of(component.getName())
        : Stream.concat(Stream.of(name.value()), Stream.of(name.alternate())).toList();
  }

  private static String member(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isNumber(JsonElement json) {
    return json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber();
  }

  private static boolean isString(JsonElement json) {
    return json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
  }

  private static void require(boolean isRight, JsonElement json, String path, String expected) {
    if (!isRight) {
      throw new JsonParseException(
          "%s is %s, not %s".formatted(path.isEmpty() ? "it" : path, shown(json), expected));
    }
  }

  /** A large tree is not turned into text to show its beginning. */
  private static String shown(JsonElement json) {
    if (json instanceof JsonObject) {
      return "an object";
    }
    return json.isJsonArray() ? "a list" : ForeignText.show(json);
  }
}
