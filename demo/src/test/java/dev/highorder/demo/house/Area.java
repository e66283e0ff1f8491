package dev.highorder.demo.house;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rooms that are drawn together in {@code docs/architecture.svg}.
 *
 * @param title as in the drawing
 * @param rooms the rooms of this area; their sub-packages belong to it too
 * @param below the areas that the arrows lead to
 */
record Area(String title, List<String> rooms, List<Area> below) {

  /** Returns the imports of a file of this area that lead to none of the areas below. */
  List<String> violations(SourceFile file) {
    List<String> violations = new ArrayList<>();
    for (String name : file.imports()) {
      if (name.startsWith("dev.highorder.") && reachable().noneMatch(area -> area.contains(name))) {
        violations.add("%s imports %s, which is not below %s.".formatted(file.path(), name, title));
      }
    }
    return violations;
  }

  /** Returns whether a package or a class belongs to this area. */
  boolean contains(String name) {
    String packageName = Room.packageOf(name);
    return rooms.stream()
        .map(room -> room.isEmpty() ? "dev.highorder" : "dev.highorder." + room)
        .anyMatch(
            room ->
                packageName.equals(room)
                    || (!room.equals("dev.highorder") && packageName.startsWith(room + ".")));
  }

  private Stream<Area> reachable() {
    return Stream.concat(Stream.of(this), below.stream().flatMap(Area::reachable));
  }

  @Override
  public String toString() {
    return title;
  }
}
