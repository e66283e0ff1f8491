package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link House} hold for all code that is shipped, and each can fail. */
class HouseTest {

  private static final List<SourceFile> SOURCES = Repository.mainSources();

  static List<Room> rooms() {
    return House.ROOMS;
  }

  static List<Area> areas() {
    return House.AREAS;
  }

  static List<Reservation> reservations() {
    return House.RESERVED;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomFollowsItsRule(Room room) {
    List<SourceFile> files =
        SOURCES.stream().filter(file -> file.packageName().equals(room.packageName())).toList();
    assertFalse(files.isEmpty(), () -> "There is no room " + room.name() + ". Remove its row.");
    assertNone(files.stream().flatMap(file -> room.violations(file).stream()).toList());
  }

  @ParameterizedTest
  @MethodSource("areas")
  void importsFollowTheArrows(Area area) {
    assertNone(
        SOURCES.stream()
            .filter(file -> area.contains(file.packageName()))
            .flatMap(file -> area.violations(file).stream())
            .toList());
  }

  @Test
  void everyRoomIsInOneArea() {
    for (Room room : House.ROOMS) {
      assertEquals(
          1,
          House.AREAS.stream().filter(area -> area.contains(room.packageName())).count(),
          room.name());
    }
  }

  @ParameterizedTest
  @MethodSource("reservations")
  void onlySomeRoomsNameIt(Reservation reservation) {
    assertNone(SOURCES.stream().flatMap(file -> reservation.violation(file).stream()).toList());
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> packages =
        SOURCES.stream()
            .map(SourceFile::packageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        House.ROOMS.stream().map(Room::packageName).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rows, packages, "House.ROOMS and the packages differ.");
  }

  @Test
  void everyPackageSaysWhatMayGoIntoIt() {
    Set<String> described =
        SOURCES.stream()
            .filter(file -> file.path().endsWith("package-info.java"))
            .filter(file -> file.text().startsWith("/**"))
            .map(SourceFile::packageName)
            .collect(Collectors.toSet());
    assertNone(
        House.ROOMS.stream()
            .map(Room::packageName)
            .filter(name -> !described.contains(name))
            .map(name -> name + " has no package-info.java with a comment.")
            .toList());
  }

  @Test
  void noPackageIsInTwoModules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (SourceFile file : SOURCES) {
      modules
          .computeIfAbsent(file.packageName(), name -> new TreeSet<>())
          .add(file.path().replaceFirst("/src/.*", ""));
    }
    assertNone(
        modules.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(entry -> entry.getKey() + " is in " + entry.getValue())
            .toList());
  }

  @Test
  void filesAreShortUnlessOneTable() {
    assertNone(
        SOURCES.stream()
            .filter(file -> file.lines().size() > House.MAX_LINES)
            .filter(file -> !House.TABLES.contains(file.path()))
            .map(
                file ->
                    "%s has %d lines; %d are allowed. Split it by ideas."
                        .formatted(file.path(), file.lines().size(), House.MAX_LINES))
            .toList());
    assertNone(
        House.TABLES.stream()
            .filter(path -> SOURCES.stream().noneMatch(file -> isLong(file, path)))
            .map(path -> path + " is short or gone. Remove the exception.")
            .toList());
  }

  private static boolean isLong(SourceFile file, String path) {
    return file.path().equals(path) && file.lines().size() > House.MAX_LINES;
  }

  /** A checker that accepts everything would pass all tests above. */
  @Test
  void checkersFindBadExamples() {
    SourceFile imports =
        new SourceFile(
            "graph/Bad.java",
            "package dev.highorder.graph;\nimport static ai.djl.ndarray.NDArrays.add;\n");
    SourceFile inline =
        new SourceFile(
            "graph/Bad.java",
            "package dev.highorder.graph;\nclass Bad { ai.djl.ndarray.NDArray array; }");
    SourceFile prose =
        new SourceFile(
            "graph/Good.java",
            "package dev.highorder.graph;\n/** No ai.djl.ndarray. */ // ai.djl.nn.Block\n"
                + "class Good { String text = \"ai.djl\" + \"\"\"\n  ai.djl\"\"\" + '\"'; }");
    Room graph = Room.without("dev.highorder.graph", "ai.djl");
    assertEquals(1, graph.violations(imports).size());
    assertEquals(1, graph.violations(inline).size());
    assertEquals(List.of(), graph.violations(prose));
    assertEquals(1, Room.only("dev.highorder.graph", "ai.djl").violations(imports).size());
    assertEquals(List.of(), Room.only("dev.highorder.graph", "ai.djl.ndarray").violations(imports));

    assertTrue(Reservation.of("ai.djl", "dev.highorder.mxnet").violation(inline).isPresent());
    assertFalse(Reservation.of("ai.djl", "dev.highorder.graph").violation(inline).isPresent());
    assertFalse(Reservation.of("ai.dj", "dev.highorder.mxnet").violation(inline).isPresent());
  }

  @Test
  void importsAgainstTheArrowsAreFound() {
    Area below = new Area("below", List.of("stack"), List.of());
    Area above = new Area("above", List.of("training"), List.of(below));
    SourceFile file =
        new SourceFile(
            "Bad.java",
            "import dev.highorder.training.state.Position;\nimport dev.highorder.stack.Stages;\n");
    assertEquals(List.of(), above.violations(file));
    assertEquals(1, below.violations(file).size());
  }

  private static void assertNone(List<String> violations) {
    assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
  }
}
