package dev.highorder.demo.cli.output;

import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that an option names for a result.
 *
 * @param path the file, which need not exist
 */
public record OutputFile(Path path) {

  /**
   * Checks that the file can be written, before work is done for it. An existing file is not
   * changed, and none is left.
   *
   * @throws IOException if it cannot be written. The message names the file, says what is wrong,
   *     then what to do
   */
  public void requireWritable() throws IOException {
    if (path.toString().isEmpty()) {
      throw new IOException("The name of a file to write is empty. Give a name.");
    }
    if (Files.isDirectory(path)) {
      throw fault("it is a directory", "Name a file.");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw fault("it is not a regular file", "Name another.");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw fault(ForeignText.show(parent) + " is not a directory", "Create it, or name another.");
    }
    try {
      probe();
    } catch (NoSuchFileException e) { // such as a file in /proc
      throw fault("no file can be created there", "Name another.");
    } catch (IOException e) {
      throw fault(FailureText.of(e), "Name another.");
    }
  }

  private void probe() throws IOException {
    if (Files.exists(path)) {
      FileChannel.open(path, StandardOpenOption.WRITE).close();
    } else {
      Files.createFile(path);
      Files.delete(path);
    }
  }

  private IOException fault(String what, String remedy) {
    return new IOException(
        "%s cannot be written: %s. %s".formatted(ForeignText.show(path), what, remedy));
  }
}
