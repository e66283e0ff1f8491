package dev.highorder.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Changes of JSON text: each value is removed, and replaced by others, one at a time. */
public final class JsonChanges {

  private static final Map<String, JsonElement> VALUES = new LinkedHashMap<>();

  static {
    JsonArray deep = new JsonArray();
    for (int i = 0; i < 200; i++) {
      JsonArray around = new JsonArray();
      around.add(deep);
      deep = around;
    }
    VALUES.put("null", JsonNull.INSTANCE);
    VALUES.put("text", new JsonPrimitive("zzz\u001b[31m\n"));
    VALUES.put("true", new JsonPrimitive(true));
    VALUES.put("negative", new JsonPrimitive(-1));
    VALUES.put("fraction", new JsonPrimitive(1.5));
    VALUES.put("large", new JsonPrimitive(1 << 30));
    VALUES.put("beyond int", new JsonPrimitive(99_999_999_999L));
    VALUES.put("object", new JsonObject());
    VALUES.put("list of null", JsonParser.parseString("[null]"));
    VALUES.put("deep", deep);
  }

  /**
   * A changed text.
   *
   * @param name the path of the value, a space, and what was put there
   */
  public record Change(String name, String text) {}

  private JsonChanges() {}

  /** Returns all changes of a text. */
  public static List<Change> of(String text) {
    JsonElement root = JsonParser.parseString(text);
    List<Change> changes = new ArrayList<>();
    visit(root, root, "", changes);
    return changes;
  }

  private static void visit(JsonElement root, JsonElement at, String path, List<Change> changes) {
    if (at instanceof JsonObject object) {
      for (String name : List.copyOf(object.keySet())) {
        JsonElement value = object.get(name);
        String inner = path + "." + name;
        replace(root, inner, changes, other -> object.add(name, other));
        object.remove(name);
        changes.add(new Change(inner + " removed", root.toString()));
        object.add(name, value);
        visit(root, value, inner, changes);
      }
    } else if (at instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        JsonElement value = array.get(i);
        replace(root, path + "[" + i + "]", changes, other -> array.set(index, other));
        array.set(i, value);
        visit(root, value, path + "[" + i + "]", changes);
      }
    }
  }

  private static void replace(
      JsonElement root, String path, List<Change> changes, Consumer<JsonElement> setter) {
    VALUES.forEach(
        (name, value) -> {
          setter.accept(value);
          changes.add(new Change(path + " " + name, root.toString()));
        });
  }
}
