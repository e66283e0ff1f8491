package dev.highorder.huggingface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected numbers were found by hand, from the rules and vocabularies of the files. */
class FileTokenizerTest {

  @TempDir Path folder;

  private static String text(String name) throws IOException {
    try (InputStream file = FileTokenizerTest.class.getResourceAsStream("/huggingface/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("my.json"), content);
  }

  private FileTokenizer read(String name) throws IOException {
    return FileTokenizer.read(file(text(name)));
  }

  /** The file asks for at most 4 tokens, filled to 10. */
  @Test
  void wordsHaveTheNumbersOfTheFile() throws IOException {
    FileTokenizer tokenizer = read("word-level.json");
    int[] numbers = tokenizer.numbers("A good, GOOD film.");
    assertArrayEquals(new int[] {1, 3, 4, 0, 4, 5, 6, 2}, numbers);
    assertEquals(8, tokenizer.size());
    assertArrayEquals(new float[] {1, 3, 4}, tokenizer.fit(numbers, 3));
    assertArrayEquals(
        new float[] {1, 3, 2, 7, 7}, tokenizer.fit(tokenizer.numbers("a"), 5), "7 fills");
    assertArrayEquals(new int[0], tokenizer.numbers(" \n"), "only special tokens");
  }

  @Test
  void pairsAreMerged() throws IOException {
    FileTokenizer tokenizer = read("bpe.json");
    assertArrayEquals(new int[] {6, 7, 6, 5, 2, 1, 1, 0}, tokenizer.numbers("lower low lo wool"));
    assertEquals(9, tokenizer.size());
    assertArrayEquals(new int[0], tokenizer.numbers("?"));
  }

  /** Tokens that are added to a vocabulary may be behind its end. */
  @Test
  void addedTokensCount() throws IOException {
    String added =
        "{\"id\": 9, \"content\": \"wow\", \"single_word\": false, \"lstrip\": false,"
            + " \"rstrip\": false, \"normalized\": false, \"special\": false}";
    FileTokenizer tokenizer =
        FileTokenizer.read(
            file(
                text("bpe.json")
                    .replace("\"added_tokens\": []", "\"added_tokens\": [" + added + "]")));
    assertEquals(11, tokenizer.size());
  }

  @Test
  void tokensOfUnigramAreNumberedInTheirOrder() throws IOException {
    String unigram =
        text("bpe.json").replaceFirst("(?s)\"model\": .*", "")
            + "\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"byte_fallback\": false,"
            + " \"vocab\": [[\"<unk>\", 0.0], [\"film\", -1.0], [\"good\", -1.5]]}}";
    FileTokenizer tokenizer = FileTokenizer.read(file(unigram));
    assertArrayEquals(new int[] {2, 1}, tokenizer.numbers("good film"));
    assertEquals(4, tokenizer.size());
  }

  @Test
  void theFileIsKeptAsItIs() throws IOException {
    FileTokenizer tokenizer = read("bpe.json");
    Files.delete(folder.resolve("my.json"));
    assertEquals(text("bpe.json"), bytesOf(tokenizer));
    assertEquals("tokenizer.json", tokenizer.file().orElseThrow().record().name());
    assertEquals(Sha256.of(text("bpe.json")), tokenizer.file().orElseThrow().record().sha256());
  }

  private static String bytesOf(FileTokenizer tokenizer) {
    return new String(tokenizer.file().orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void manyThreadsGetTheNumbersOfOne() throws IOException {
    FileTokenizer tokenizer = read("bpe.json");
    List<int[]> expected = numbers(tokenizer, false);
    List<int[]> found = numbers(tokenizer, true);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  private static List<int[]> numbers(FileTokenizer tokenizer, boolean inParallel) {
    IntStream indices = IntStream.range(0, 2000);
    return (inParallel ? indices.parallel() : indices)
        .mapToObj(i -> tokenizer.numbers("low ".repeat(i % 7) + "wooler ".repeat(1 + i % 5)))
        .toList();
  }

  private void assertRefused(String content, String... parts) throws IOException {
    Path file = file(content);
    StorageException fault = assertThrows(StorageException.class, () -> FileTokenizer.read(file));
    assertTrue(fault.getMessage().contains(file.toString()), fault.getMessage());
    for (String part : parts) {
      assertTrue(fault.getMessage().contains(part), fault.getMessage());
    }
  }

  @Test
  void whatIsNoTokenizerIsRefused() throws IOException {
    assertRefused("", "not a tokenizer");
    assertRefused("[1]", "not a tokenizer");
    assertRefused("{}", "no vocabulary in model.vocab");
    assertRefused(text("bpe.json").substring(0, 500), "not a tokenizer");
    assertRefused(text("bpe.json").replace("\"BPE\"", "\"XYZ\""), "not a tokenizer");
    assertRefused(text("bpe.json").replace("\"lo w\"", "\"lo lo\""), "not a tokenizer");
    assertRefused(text("bpe.json").replace("\"er\": 7", "\"er\": 7000000"), "more than 1048575");
    assertRefused(text("bpe.json").replace("\"er\": 7", "\"er\": -7"), "-7");
  }

  @Test
  void tokensDrawnAtRandomAreRefused() throws IOException {
    assertRefused(
        text("bpe.json").replace("\"dropout\": null", "\"dropout\": 0.1"), "model.dropout");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.json");
    StorageException fault = assertThrows(StorageException.class, () -> FileTokenizer.read(file));
    assertTrue(fault.getMessage().contains(file + " does not exist"), fault.getMessage());
  }

  @Test
  void numbersBehindTheVocabularyAreRefused() throws IOException {
    FileTokenizer tokenizer =
        FileTokenizer.read(file(text("word-level.json").replace("\"ids\": [2]", "\"ids\": [7]")));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> tokenizer.numbers("a film"));
    assertTrue(fault.getMessage().contains("number 7"), fault.getMessage());
  }

  @Test
  void partsWithoutNumberAreRefused() throws IOException {
    FileTokenizer tokenizer =
        FileTokenizer.read(
            file(
                text("word-level.json")
                    .replace("\"unk_token\": \"[UNK]\"", "\"unk_token\": \"[NONE]\"")));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> tokenizer.numbers("a script"));
    assertTrue(fault.getMessage().contains("cannot divide"), fault.getMessage());
  }

  @Test
  void theArtifactIsNamedIfItIsMissing() throws Exception {
    List<URL> without = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Path.of(entry).getFileName().toString().startsWith("tokenizers")) {
        without.add(Path.of(entry).toUri().toURL());
      }
    }
    Path file = file(text("bpe.json"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(without.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader); // where DJL looks for engines
      Class<?> type = loader.loadClass(FileTokenizer.class.getName());
      InvocationTargetException fault =
          assertThrows(
              InvocationTargetException.class,
              () -> type.getMethod("read", Path.class).invoke(null, file));
      String message = fault.getCause().getMessage();
      assertEquals(StorageException.class.getName(), fault.getCause().getClass().getName());
      assertTrue(message.contains("ai.djl.huggingface:tokenizers:0."), message);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
