package dev.highorder.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.source.DataSetException;
import dev.highorder.source.ListedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageListTest {

  @TempDir Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("photos.csv"), text);
  }

  private String refusal(String text) throws IOException {
    Path file = write(text);
    return assertThrows(DataSetException.class, () -> ImageList.read(file)).getMessage();
  }

  @Test
  void pathsAreRelativeToTheList() throws IOException {
    Path file = write("path,label\na/1.png,cat\n\"b, c/2.png\",dog\n/far/3.png,dog\n");
    assertEquals(
        List.of(
            new ListedImage(directory.resolve("a/1.png"), "cat", file + ", line 2"),
            new ListedImage(directory.resolve("b, c/2.png"), "dog", file + ", line 3"),
            new ListedImage(Path.of("/far/3.png"), "dog", file + ", line 4")),
        ImageList.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"path,label\n", "\ufeffpath,label\r\nx,y", "\"path\", \"label\"\n"})
  void isKnownByItsFirstLine(String text) throws IOException {
    assertTrue(ImageList.isIn(write(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x,label\n", "path,label,more\n", "\npath,label"})
  void otherFilesAreNoLists(String text) throws IOException {
    assertEquals(false, ImageList.isIn(write(text)));
    assertEquals(false, ImageList.isIn(directory));
  }

  @Test
  void namesTheLineOfAFault() throws IOException {
    String name = directory.resolve("photos.csv").toString();
    assertTrue(
        refusal("path,label\nx.png,cat\n,dog\n").startsWith(name + ", line 3: there is no path"));
    assertTrue(refusal("path,label\nx.png,\n").startsWith(name + ", line 2: there is no label"));
    assertTrue(
        refusal("path,label\na\u0000b,cat\n").startsWith(name + ", line 2: a\\u0000b cannot"));
    assertTrue(refusal("path,class\nx.png,cat\n").startsWith(name + " does not have the columns"));
    assertTrue(refusal("path,label\nx.png,cat,dog\n").contains("line 2"));
  }
}
