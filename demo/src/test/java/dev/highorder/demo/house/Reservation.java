package dev.highorder.demo.house;

import java.util.List;
import java.util.Optional;

/**
 * A library or a package that only some rooms may name.
 *
 * @param prefix the package
 * @param rooms the packages that may name it, their sub-packages included
 */
record Reservation(String prefix, List<String> rooms) {

  static Reservation of(String prefix, String... rooms) {
    return new Reservation(prefix, List.of(rooms));
  }

  @Override
  public String toString() {
    return prefix;
  }

  /** Returns what a file does against the reservation. */
  Optional<String> violation(SourceFile file) {
    String packageName = file.packageName();
    boolean isAllowed =
        rooms.stream()
            .anyMatch(room -> packageName.equals(room) || packageName.startsWith(room + "."));
    return isAllowed || !file.names(prefix)
        ? Optional.empty()
        : Optional.of("%s names %s; only %s may.".formatted(file.path(), prefix, rooms));
  }
}
