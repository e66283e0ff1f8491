package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file stands for a directory that cannot be written: that also holds for root. */
class TemporaryDirectoryTest {

  @TempDir Path folder;

  private Path file(String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }

  private static TemporaryDirectory directory(Object... namesAndValues) {
    Properties properties = new Properties();
    properties.setProperty("os.name", "Linux");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return new TemporaryDirectory(properties, Map.of());
  }

  @Test
  void theCacheOfTheUserComesFirst() throws IOException {
    assertEquals(
        Optional.of(folder.resolve("home/.cache/JNA/temp")),
        directory("user.home", folder.resolve("home"), "java.io.tmpdir", folder).path());
    assertEquals(
        Optional.of(folder), directory("user.home", file("home"), "java.io.tmpdir", folder).path());
  }

  @Test
  void withoutAnyPlaceBothPropertiesAreNamed() throws IOException {
    Path home = file("home");
    Path missing = folder.resolve("missing"); // which JNA does not create

    String fault = directory("user.home", home, "java.io.tmpdir", missing).fault().orElseThrow();

    assertTrue(fault.contains(home.toString()), fault);
    assertTrue(fault.contains(missing.toString()), fault);
    assertTrue(fault.contains("-Djava.io.tmpdir=DIR"), fault);
    assertTrue(fault.contains("-Djna.tmpdir=DIR"), fault);
  }

  @Test
  void aChosenDirectoryIsTheOnlyOne() throws IOException {
    Path chosen = file("chosen");

    Optional<String> fault =
        directory("user.home", folder, "java.io.tmpdir", folder, "jna.tmpdir", chosen).fault();

    assertTrue(fault.orElseThrow().contains(chosen.toString()), fault.get());
  }

  @Test
  void aLibraryThatIsThereAlreadyNeedsNone() throws IOException {
    Path file = file("file");

    assertEquals(
        Optional.empty(),
        directory("user.home", file, "java.io.tmpdir", file, "jna.boot.library.path", "/usr/lib")
            .fault());
  }

  @Test
  void thisProcessHasOne() {
    assertEquals(Optional.empty(), TemporaryDirectory.ofProcess().fault());
  }
}
