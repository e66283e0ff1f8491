package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {

  private static final AtomicDirectory.Replaceable ALWAYS = existing -> {};
  private static final Map<String, String> OLD = Map.of("a", "old-1", "c", "old-2");
  private static final Map<String, String> NEW = Map.of("a", "new-1", "b", "new-2");

  @TempDir Path folder;

  /** Writes each file in two halves, so that a crash can leave a file that is not complete. */
  private static AtomicDirectory.Contents contents(Map<String, String> files) {
    return target -> {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.writeString(path, file.getValue().substring(0, 2), StandardOpenOption.CREATE_NEW);
        Files.writeString(path, file.getValue().substring(2), StandardOpenOption.APPEND);
      }
    };
  }

  private static Map<String, String> read(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : names(directory)) {
      files.put(name, Files.readString(directory.resolve(name)));
    }
    return files;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void createsMissingParents() throws IOException {
    Path directory = folder.resolve("deep/er/model");
    new AtomicDirectory(directory, AtomicDirectory.Replaceable.NEVER).write(contents(NEW));

    assertEquals(NEW, read(directory));
    assertEquals(List.of("model"), names(directory.getParent()));
  }

  @Test
  void replacesAllFilesIfAllowed() throws IOException {
    Path directory = folder.resolve("model");
    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    new AtomicDirectory(directory, ALWAYS).write(contents(NEW));

    assertEquals(NEW, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void replacesNothingIfForbidden() throws IOException {
    Path directory = folder.resolve("model");
    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    AtomicDirectory second = new AtomicDirectory(directory, AtomicDirectory.Replaceable.NEVER);

    StorageException e = assertThrows(StorageException.class, () -> second.write(contents(NEW)));
    assertTrue(e.getMessage().contains("exists already"), e.getMessage());
    assertEquals(OLD, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void contentsThatFailChangeNothing() throws IOException {
    Path directory = folder.resolve("model");
    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    AtomicDirectory.Contents failing =
        target -> {
          contents(NEW).writeTo(target);
          throw new IOException("disk full");
        };

    StorageException e =
        assertThrows(
            StorageException.class, () -> new AtomicDirectory(directory, ALWAYS).write(failing));
    assertTrue(e.getMessage().contains("was not saved"), e.getMessage());
    assertTrue(e.getMessage().contains("disk full"), e.getMessage());
    assertEquals(OLD, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void aFileThatIsInTheWayOfTheParentIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    StorageException e =
        assertThrows(
            StorageException.class,
            () -> new AtomicDirectory(file.resolve("model"), ALWAYS).requireWritable());
    assertTrue(e.getMessage().contains("file cannot be written"), e.getMessage());
  }

  /** The process is killed before the n-th change of the file system, for every n. */
  @Test
  void aKillAtAnyMomentLeavesTheOldOrTheNewContents() throws IOException {
    int crashes = 0;
    boolean hasCrashed = true;
    int oldSeen = 0;
    for (int n = 0; hasCrashed; n++) {
      Path parent = Files.createDirectory(folder.resolve("kill" + n));
      Path directory = parent.resolve("model");
      new AtomicDirectory(directory, ALWAYS).write(contents(OLD));

      hasCrashed = writeAndCrash(directory, n);
      AtomicDirectory.recover(parent);

      Map<String, String> found = read(directory);
      assertTrue(found.equals(OLD) || found.equals(NEW), n + ": " + found);
      assertEquals(List.of("model"), names(parent), "leftovers after a crash at " + n);
      assertTrue(hasCrashed || found.equals(NEW));
      crashes += hasCrashed ? 1 : 0;
      oldSeen += found.equals(OLD) ? 1 : 0;
    }
    // probe (2), folder, two files of two writes, three forced, two moves; then three deletions
    // and the forced parent, after which the new contents are there
    assertTrue(crashes >= 12, crashes + " crashes");
    assertTrue(oldSeen >= 10 && oldSeen < crashes, oldSeen + " of " + crashes);
  }

  /** Returns whether the crash came before the directory was written. */
  private static boolean writeAndCrash(Path directory, int changes) throws IOException {
    int[] left = {changes};
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (left[0]-- <= 0) {
                throw new IOException("killed"); // this and all later changes do not happen
              }
            });
    try {
      new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW));
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("killed"), e.getMessage());
    }
    return left[0] < 0;
  }

  /** A single operation fails, and all others work. */
  @Test
  void anErrorAtAnyMomentIsReportedAndLeavesTheOldContents() throws IOException {
    for (String broken : List.of("create", "write", "move", "force")) {
      Path parent = Files.createDirectory(folder.resolve(broken));
      Path directory = parent.resolve("model");
      new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
      boolean[] hasFailed = {false};
      FaultyFileSystem files =
          new FaultyFileSystem(
              (operation, path) -> {
                // creating a parent that exists is an error that is ignored
                if (operation.equals(broken) && !path.equals(parent) && !hasFailed[0]) {
                  hasFailed[0] = true;
                  throw new IOException("injected");
                }
              });

      assertThrows(
          StorageException.class,
          () -> new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW)));
      assertTrue(hasFailed[0], broken);
      assertEquals(OLD, read(directory), broken);
      assertEquals(List.of("model"), names(parent), broken);
    }
  }

  /** Java closes the channels of an interrupted thread, before and in the middle of their work. */
  @Test
  void anInterruptAtAnyMomentIsKeptAndLosesNothing() throws IOException {
    Path directory = folder.resolve("model");
    Set<String> changes = new HashSet<>();
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (changes.add(operation + path)) { // once, since a change may be repeated
                Thread.currentThread().interrupt();
              }
            });
    Thread.currentThread().interrupt();

    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    assertTrue(Thread.interrupted(), "interrupted before");
    assertEquals(OLD, read(directory));

    new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW));
    assertTrue(Thread.interrupted(), "interrupted at each change");
    assertEquals(NEW, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void theRemedyFitsTheFault() {
    assertRemedy("Free some space", new IOException("No space left on device"));
    assertRemedy("Change its permissions", new AccessDeniedException("model"));
    assertRemedy("was interrupted", new ClosedByInterruptException());
    assertRemedy(": Is a directory. Choose", new IOException("Is a directory"));
  }

  private void assertRemedy(String remedy, IOException fault) {
    AtomicDirectory directory = new AtomicDirectory(folder.resolve("model"), ALWAYS);
    String message =
        assertThrows(
                StorageException.class,
                () ->
                    directory.write(
                        target -> {
                          throw fault;
                        }))
            .getMessage();
    assertTrue(message.contains(remedy), message);
    assertEquals(
        remedy.startsWith("Free"), message.contains("Free some space"), "only for a full disk");
  }

  @Test
  void theOldDirectoryReturnsIfTheSecondRenameFails() throws IOException {
    Path directory = folder.resolve("model");
    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    int[] moves = {0};
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (operation.equals("move") && ++moves[0] == 2) {
                throw new IOException("injected");
              }
            });

    assertThrows(
        StorageException.class,
        () -> new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW)));
    assertEquals(3, moves[0], "away, in and back");
    assertEquals(OLD, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  /** Another writer finishes between the two renames of this one. */
  @Test
  void theFasterOfTwoWritersWins() throws IOException {
    Path directory = folder.resolve("model");
    new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
    Map<String, String> faster = Map.of("z", "faster");
    int[] moves = {0};
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (operation.equals("move") && ++moves[0] == 2) {
                new AtomicDirectory(directory, ALWAYS).write(contents(faster));
              }
            });

    assertThrows(
        StorageException.class,
        () -> new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW)));
    assertEquals(faster, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void allFilesAndTheirDirectoryAreForcedToDiskBeforeTheRename() throws IOException {
    Path directory = folder.resolve("model");
    StringBuilder log = new StringBuilder();
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (operation.equals("force") || operation.equals("move")) {
                String name = path.getFileName().toString();
                log.append(operation).append(name.startsWith(".model.new") ? " new" : " " + name);
                log.append('\n');
              }
            });
    new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW));

    List<String> lines = log.toString().lines().toList();
    assertEquals(List.of("force a", "force b"), lines.subList(0, 2).stream().sorted().toList());
    assertEquals(
        List.of("force new", "move new", "force " + folder.getFileName()),
        lines.subList(2, lines.size()));
  }

  @Test
  void aRenameThatMayBeLostInAPowerFailureIsReported() throws IOException {
    Path directory = folder.resolve("model");
    FaultyFileSystem files =
        new FaultyFileSystem(
            (operation, path) -> {
              if (operation.equals("force") && path.equals(folder)) {
                throw new IOException("injected");
              }
            });

    StorageException e =
        assertThrows(
            StorageException.class,
            () -> new AtomicDirectory(files.of(directory), ALWAYS).write(contents(NEW)));
    assertTrue(e.getMessage().contains("could not be forced to disk"), e.getMessage());
    assertEquals(NEW, read(directory));
  }

  /**
   * The left-overs of a killed process are gone as soon as the next one asks whether it may write.
   */
  @Test
  void theNextWriterRemovesWhatKilledOnesLeft() throws IOException {
    boolean hasCrashed = true;
    for (int n = 0; hasCrashed; n++) {
      Path parent = Files.createDirectory(folder.resolve("next" + n));
      Path directory = parent.resolve("model");
      new AtomicDirectory(directory, ALWAYS).write(contents(OLD));
      hasCrashed = writeAndCrash(directory, n);

      new AtomicDirectory(directory, ALWAYS).requireWritable();

      assertEquals(List.of("model"), names(parent), "leftovers after a crash at " + n);
      Map<String, String> found = read(directory);
      assertTrue(found.equals(OLD) || found.equals(NEW), n + ": " + found);
    }
  }

  /** A writer at work is not taken for a killed one, in this process and in others. */
  @Test
  void aWriterAtWorkIsLeftAlone() throws Exception {
    Path directory = folder.resolve("model");

    new AtomicDirectory(directory, ALWAYS)
        .write(
            target -> {
              contents(OLD).writeTo(target);
              new AtomicDirectory(directory, ALWAYS).requireWritable();
              assertEquals(0, requireWritableElsewhere(directory), "another process");
              assertEquals(OLD, read(target));
            });

    assertEquals(OLD, read(directory));
    assertEquals(List.of("model"), names(folder));
  }

  private static int requireWritableElsewhere(Path directory) {
    try {
      return new ProcessBuilder(
              ProcessHandle.current().info().command().orElseThrow(),
              "-cp",
              System.getProperty("java.class.path"),
              OtherWriter.class.getName(),
              directory.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Another process that asks whether it may write. */
  static final class OtherWriter {

    private OtherWriter() {}

    public static void main(String... args) throws IOException {
      new AtomicDirectory(Path.of(args[0]), ALWAYS).requireWritable();
    }
  }

  @Test
  void recoveryLeavesOtherFilesAlone() throws IOException {
    Files.writeString(folder.resolve(".model.new-notes"), "mine");
    Files.createDirectory(folder.resolve("model"));
    AtomicDirectory.recover(folder);

    assertEquals(List.of(".model.new-notes", "model"), names(folder));
  }

  @Test
  void recoveryRestoresAnOldDirectoryOnlyIfItsNameIsFree() throws IOException {
    String id = "01234567-89ab-cdef-0123-456789abcdef";
    Files.createDirectory(folder.resolve(".first.old-" + id));
    Files.createDirectory(folder.resolve(".second.old-" + id));
    Files.createDirectory(folder.resolve(".second.new-" + id));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(second.resolve("a"), "current");
    AtomicDirectory.recover(folder);

    assertEquals(List.of("first", "second"), names(folder));
    assertEquals(Map.of("a", "current"), read(second));
    assertFalse(Files.exists(folder.resolve("first/a")));
  }

  /** Found out before the work, not after it. */
  @Test
  void refusesTheRootAndALinkThatLeadsNowhere() throws IOException {
    Path root = folder.getRoot();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    for (Path path : new Path[] {root, link, loop}) {
      String message =
          assertThrows(
                  StorageException.class,
                  () ->
                      new AtomicDirectory(path, AtomicDirectory.Replaceable.NEVER)
                          .requireWritable())
              .getMessage();
      assertTrue(message.contains("root of a file system") || message.contains("leads nowhere"));
    }
  }

  @Test
  void namesWhatTheSystemSays() {
    Path long255 = folder.resolve("x".repeat(300));

    String message =
        assertThrows(
                StorageException.class,
                () ->
                    new AtomicDirectory(long255, AtomicDirectory.Replaceable.NEVER)
                        .requireWritable())
            .getMessage();

    assertFalse(message.contains("java."), message);
    assertTrue(message.length() < 500, message);
  }
}
