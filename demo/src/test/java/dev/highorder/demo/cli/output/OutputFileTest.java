package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @TempDir Path folder;

  private static String refusal(Path file) {
    return assertThrows(IOException.class, () -> new OutputFile(file).requireWritable())
        .getMessage();
  }

  @Test
  void leavesNothingAndChangesNothing() throws IOException {
    Path fresh = folder.resolve("a.png");
    Path old = Files.write(folder.resolve("b.png"), new byte[] {1, 2});

    new OutputFile(fresh).requireWritable();
    new OutputFile(old).requireWritable();

    assertFalse(Files.exists(fresh));
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(old));
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(folder + " cannot be written: it is a directory. Name a file.", refusal(folder));
    assertEquals(
        "%s cannot be written: %s is not a directory. Create it, or name another."
            .formatted(file.resolve("a.png"), file),
        refusal(file.resolve("a.png")));
    assertEquals("The name of a file to write is empty. Give a name.", refusal(Path.of("")));
    String longName = "x".repeat(300);
    assertEquals(
        "%s/%s... (%d characters) cannot be written: "
            .formatted(
                folder,
                "x".repeat(199 - folder.toString().length()),
                301 + folder.toString().length()),
        refusal(folder.resolve(longName)).replaceAll("(cannot be written: ).*", "$1"));
  }
}
