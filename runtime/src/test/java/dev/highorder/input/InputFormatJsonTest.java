package dev.highorder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.image.Normalisation;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputFormatJsonTest {

  private static final ImageFormat IMAGES = new ImageFormat(3, 8, 6, Normalisation.none());

  /** A value that contains a format, as a manifest does. */
  private record Holder(InputFormat input) {}

  /** A kind of an application. */
  public record Tokens(int length) implements InputFormat {

    @Override
    public Shape shape() {
      return new Shape(length);
    }
  }

  /** Not a record, so its constructor would not check what is read. */
  public static final class NotARecord implements InputFormat {

    @Override
    public Shape shape() {
      return new Shape();
    }
  }

  private static JsonObject written(InputFormat format) {
    String json = JsonUtils.GSON_PRETTY.toJson(new Holder(format));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("input");
  }

  private static InputFormat read(String input) {
    return JsonUtils.GSON.fromJson("{\"input\": " + input + "}", Holder.class).input();
  }

  @Test
  void writesTheKindFirst() {
    JsonObject json = written(IMAGES);
    assertEquals("kind", json.keySet().iterator().next());
    assertEquals("image", json.get("kind").getAsString());
    assertEquals(8, json.get("height").getAsInt());
    assertEquals(IMAGES, read(json.toString()));
  }

  @Test
  void readsArrays() {
    InputFormat arrays = new ArrayFormat(List.of(3L, 8L), 5);
    JsonObject json = written(arrays);
    assertEquals("array", json.get("kind").getAsString());
    assertEquals(arrays, read(json.toString()));
    assertEquals(new Shape(3, 8), arrays.shape());
  }

  @Test
  void takesAFormatWithoutAKindForImages() {
    JsonObject json = written(IMAGES);
    json.remove("kind");
    assertEquals(IMAGES, read(json.toString()));
  }

  @Test
  void readsARecordOfAnApplication() {
    JsonObject json = written(new Tokens(12));
    assertEquals(Tokens.class.getName(), json.get("kind").getAsString());
    assertEquals(new Tokens(12), read(json.toString()));
  }

  /** Threads of a common pool have the launcher's class loader as their context, or none at all. */
  @Test
  void readsARecordOnAThreadWhoseLoaderDoesNotFindIt() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    String json = written(new Tokens(12)).toString();
    try {
      for (ClassLoader loader : new ClassLoader[] {ClassLoader.getPlatformClassLoader(), null}) {
        thread.setContextClassLoader(loader);
        assertEquals(new Tokens(12), read(json));
      }
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void refusesEverythingElse() {
    refuses("input is not a JSON object", "3");
    refuses("input.kind is not a string", "{\"kind\": 3}");
    refuses("input.kind is not a string", "{\"kind\": null}");
    refuses("which is none of [array, image, table, text]", "{\"kind\": \"no.such.Kind\"}");
    refuses("which is none of [array, image, table, text]", "{\"kind\": \"java.lang.String\"}");
    refuses("which is not a record", "{\"kind\": \"" + NotARecord.class.getName() + "\"}");
    refuses("input.dimensions is missing", "{\"kind\": \"array\", \"tokens\": 0}");
    refuses(
        "input.dimensions is not 1", "{\"kind\": \"array\", \"dimensions\": [0], \"tokens\": 0}");
    refuses("input.channels is missing", "{\"kind\": \"image\"}");
    refuses("input.width is missing", "{\"channels\": 3, \"height\": 8}");
    refuses("input.normalisation is missing", "{\"channels\": 3, \"height\": 8, \"width\": 8}");
    refuses(
        "input.normalisation.std is missing",
        "{\"channels\": 3, \"height\": 8, \"width\": 8, \"normalisation\": {\"mean\": [0, 0, 0]}}");
  }

  private static void refuses(String fault, String json) {
    Throwable e = assertThrows(RuntimeException.class, () -> read(json));
    while (e.getCause() != null && !e.getMessage().contains(fault)) {
      e = e.getCause();
    }
    assertTrue(e.getMessage().contains(fault), e.toString());
  }
}
