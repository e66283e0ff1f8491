package dev.highorder.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.classifier.ClassifierBuilder;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved classifier gives the same answers wherever it comes from. */
class SourcesTest {

  private static final List<String> FILES = List.of("model.json", "parameters.safetensors");

  @TempDir static Path folder;
  private static Path directory;
  private static Prediction expected;

  @BeforeAll
  static void save() throws IOException {
    directory = SavedShapes.save(folder.resolve("classifier"));
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      expected = classifier.classify(SavedShapes.IMAGES.image(0));
    }
  }

  private static Map<String, byte[]> files(String prefix) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : FILES) {
      files.put(prefix + name, Files.readAllBytes(directory.resolve(name)));
    }
    return files;
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static ClassifierBuilder<ImageClassifier> builder() {
    return ImageClassifier.builder();
  }

  private static long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().matches("highorder\\d+")).count();
    }
  }

  private static void assertLoads(ClassifierBuilder<ImageClassifier> builder) throws IOException {
    long before = leftovers();
    try (ImageClassifier classifier = builder.load()) {
      assertEquals(before, leftovers(), "unpacked files are gone");
      assertEquals(expected, classifier.classify(SavedShapes.IMAGES.image(0)));
    }
  }

  private static String refused(ClassifierBuilder<ImageClassifier> builder) throws IOException {
    long before = leftovers();
    String message = assertThrows(StorageException.class, builder::load).getMessage();
    assertEquals(before, leftovers(), "unpacked files are gone");
    return message;
  }

  private static String refused(byte[] zip) throws IOException {
    return refused(builder().setZip(new ByteArrayInputStream(zip)));
  }

  @Test
  void zipsAreUnpacked() throws IOException {
    byte[] top = zip(files(""));
    assertLoads(builder().setZip(new ByteArrayInputStream(top)));
    Path file = Files.write(folder.resolve("shapes.zip"), zip(files("shapes/v2/")));
    assertLoads(builder().setZip(file));
    assertTrue(refused(builder().setZip(folder.resolve("none.zip"))).contains("cannot be read"));
  }

  @Test
  void foldersOfTheClassPathAreCopied() throws IOException {
    Path jar = Files.write(folder.resolve("models.jar"), zip(files("models/shapes/")));
    URL[] urls = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertLoads(builder().setResource(loader, "models/shapes"));
      String message = refused(builder().setResource(loader, "models/stars"));
      assertTrue(message.contains("models/stars/model.json"), message);
    }
  }

  @Test
  void aSumAllowsNothingElse() throws IOException {
    String sum = Sha256.of(directory.resolve("model.json"));
    assertLoads(builder().setDirectory(directory).optSha256(sum));
    assertLoads(builder().setZip(new ByteArrayInputStream(zip(files("")))).optSha256(sum));
    ImageClassifier.load(directory, sum).close();
    String other = Sha256.of("another");
    String message = refused(builder().setDirectory(directory).optSha256(other));
    assertTrue(message.contains(sum) && message.contains(other), message);
    assertThrows(IllegalArgumentException.class, () -> builder().optSha256("12"));
  }

  @Test
  void zipsAreNotTrusted() throws IOException {
    assertTrue(refused("no zip".getBytes(StandardCharsets.US_ASCII)).contains("not a zip"));
    Map<String, byte[]> outside = files("");
    outside.put("../evil.json", new byte[1]);
    assertTrue(refused(zip(outside)).contains("other files"));
    Map<String, byte[]> two = files("a/");
    two.putAll(files("b/"));
    assertTrue(refused(zip(two)).contains("other files"));
    Map<String, byte[]> many = files("");
    for (int i = 0; i < 20; i++) {
      many.put("file" + i, new byte[1]);
    }
    assertTrue(refused(zip(many)).contains("more than 16"));
    Map<String, byte[]> bomb = files("");
    bomb.put("zeros", new byte[64 << 20]);
    assertTrue(refused(zip(bomb)).contains("too large"));
  }
}
