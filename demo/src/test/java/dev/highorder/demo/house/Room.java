package dev.highorder.demo.house;

import java.util.ArrayList;
import java.util.List;

/**
 * A package with the rule that keeps it what it is.
 *
 * @param packageName its package
 * @param mayOnlyName if not empty, the packages outside {@code java} that it may import from,
 *     without their sub-packages
 * @param mustNotName packages that its code must not name
 */
record Room(String packageName, List<String> mayOnlyName, List<String> mustNotName) {

  /** A room that imports only from these packages and from {@code java}. */
  static Room only(String packageName, String... packages) {
    return new Room(packageName, List.of(packages), List.of());
  }

  /** A room that names none of these packages. */
  static Room without(String packageName, String... packages) {
    return new Room(packageName, List.of(), List.of(packages));
  }

  /** Returns its name in the documentation: the package without {@code dev.highorder}. */
  String name() {
    return packageName.replaceFirst("^dev\\.highorder\\.", "");
  }

  @Override
  public String toString() {
    return name();
  }

  /** Returns what a file of this room does against the rule. */
  List<String> violations(SourceFile file) {
    List<String> violations = new ArrayList<>();
    if (!mayOnlyName.isEmpty()) {
      file.imports().stream()
          .filter(name -> !name.startsWith("java."))
          .filter(name -> !mayOnlyName.contains(packageOf(name)))
          .map(
              name ->
                  "%s imports %s, but %s may only import from %s."
                      .formatted(file.path(), name, name(), mayOnlyName))
          .forEach(violations::add);
    }
    mustNotName.stream()
        .filter(file::names)
        .map(
            prefix -> "%s names %s, which %s must not know.".formatted(file.path(), prefix, name()))
        .forEach(violations::add);
    return violations;
  }

  /** Returns the package of a class, or the package itself. */
  static String packageOf(String name) {
    return name.replaceFirst("\\.[A-Z].*", "");
  }
}
