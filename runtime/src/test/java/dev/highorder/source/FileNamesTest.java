package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  /** Two of one letter, which ASCII makes the same three replacement characters. */
  private static final List<String> NAMES =
      List.of("M\u00fcll + 50% #1", "\u72d7", "\u732b", "cat");

  @TempDir Path directory;

  /** The names of classes, and the order of their images, do not depend on the environment. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  @EnabledOnOs(OS.LINUX)
  void classesKeepTheirNamesInEveryLocale(String locale) throws Exception {
    for (String name : NAMES) {
      TestImages.write(
          named(directory.resolve("train"), name).resolve("1.png"),
          TestImages.plain(2, 3, name.hashCode() & 0xffffff));
    }
    ChildJvm child = ChildJvm.run(Namer.class, directory, locale);
    List<String> lines = child.output().lines().toList();
    assertEquals(NAMES.stream().sorted().toList().toString(), lines.get(0), child.output());
    assertEquals(
        new ImageFolder(directory, ReadingOptions.defaults()).read(DataSplit.TRAIN).sha256(),
        lines.get(1));
    assertEquals("relative/M\u00fcll/\u732b", lines.get(2));
  }

  /** A path whose name is UTF-8 on disk, whatever the locale. */
  static Path named(Path directory, String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return directory.resolve(Path.of(URI.create("file:///" + encoded)).getFileName());
  }

  /** A program that prints names as UTF-8, whatever the locale. */
  static final class Namer {
    private Namer() {}

    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      var images = new ImageFolder(directory, ReadingOptions.defaults()).read(DataSplit.TRAIN);
      print(images.classes().toString());
      print(images.sha256());
      print(FileNames.text(named(named(Path.of("relative"), "M\u00fcll"), "\u732b")));
    }

    private static void print(String line) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }

  @Test
  void aNameThatIsNotTextIsSeenToBeNone() {
    Path latin1 = Path.of(URI.create(directory.toUri() + "M%FCll"));
    assertTrue(!FileNames.isText(FileNames.of(latin1)), FileNames.of(latin1));
    assertTrue(FileNames.isText(FileNames.of(directory)));
  }

  @Test
  void otherFileSystemsAndRootsHaveNames() throws IOException {
    assertEquals("", FileNames.of(directory.getRoot()));
    assertEquals(directory.toString(), FileNames.text(directory));
    URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path file = files.getPath("/M\u00fcll");
      Files.writeString(file, "x");
      assertEquals("/M\u00fcll", FileNames.text(file));
      try (Stream<Path> all = Files.list(files.getPath("/"))) {
        assertEquals(List.of("M\u00fcll"), all.map(FileNames::of).toList());
      }
    }
  }
}
