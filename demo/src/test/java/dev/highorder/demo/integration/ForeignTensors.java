package dev.highorder.demo.integration;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The 32-bit tensors of a safetensors file that PyTorch's weights were written to, in the order of
 * the file.
 *
 * @param values the values by name
 * @param shapes the shapes by name
 */
record ForeignTensors(Map<String, float[]> values, Map<String, List<Integer>> shapes) {

  private static final Path FOLDER = Path.of("src/test/resources/published");

  /** Reads a file of {@code make_fixtures.py}. */
  static ForeignTensors read(String name) throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[(int) file.getLong()];
    file.get(text);
    ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    JsonObject header =
        JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
    ForeignTensors tensors = new ForeignTensors(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (String key : header.keySet()) {
      JsonObject entry = header.getAsJsonObject(key);
      if (entry.get("dtype").getAsString().equals("F32")) {
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        int begin = offsets.get(0).getAsInt();
        float[] floats = new float[(offsets.get(1).getAsInt() - begin) / Float.BYTES];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = data.getFloat(begin + i * Float.BYTES);
        }
        tensors.values.put(key, floats);
        JsonArray shape = entry.getAsJsonArray("shape");
        tensors.shapes.put(
            key, IntStream.range(0, shape.size()).mapToObj(i -> shape.get(i).getAsInt()).toList());
      }
    }
    return tensors;
  }

  /** Returns the names that begin with a prefix, those of shortcuts last. */
  List<String> names(String prefix) {
    return values.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted(Comparator.comparing((String name) -> name.contains("downsample")))
        .toList();
  }
}
