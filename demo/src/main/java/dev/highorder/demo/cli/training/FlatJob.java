package dev.highorder.demo.cli.training;

import com.google.gson.JsonObject;
import java.util.Map;

/** The first format of {@code job.json}, which had all values in one object. */
final class FlatJob {

  private static final Map<String, Map<String, String>> PARTS =
      Map.of(
          "network",
          Map.of(
              "net", "name",
              "widths", "widths",
              "blocks", "blocks",
              "layout", "layout",
              "transition", "transition"),
          "data",
          Map.of(
              "data", "folder",
              "limit", "limitPerClass",
              "scaleTo", "scaleTo",
              "badImages", "badImages",
              "badPictures", "badImages"),
          "engine",
          Map.of("engine", "name", "device", "device", "threads", "threads"),
          "output",
          Map.of("out", "classifier", "overwrite", "overwrite", "samples", "samples"));

  private FlatJob() {}

  /** Returns the same job in the present format. */
  static JsonObject nested(JsonObject flat) {
    JsonObject job = new JsonObject();
    PARTS.forEach((part, names) -> job.add(part, part(flat, names)));
    job.add("checkpoints", flat.get("checkpoints"));
    return job;
  }

  private static JsonObject part(JsonObject flat, Map<String, String> names) {
    JsonObject part = new JsonObject();
    names.forEach(
        (old, present) -> {
          if (flat.has(old)) {
            part.add(present, flat.get(old));
          }
        });
    return part;
  }
}
