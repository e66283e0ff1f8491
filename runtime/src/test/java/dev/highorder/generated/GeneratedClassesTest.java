package dev.highorder.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.generated.GeneratedClass.Parameter;
import dev.highorder.storage.ClassSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, jars and merged jars with entries as the processor writes them. */
class GeneratedClassesTest {

  private static final String ENTRIES = "META-INF/highorder/";

  private static final String ENTRY =
      """
      subNet=com.acme.Leaf
      scheme=RK4
      blocks=3,4
      weights=PER_STAGE
      step=FIXED 1.0
      parameters.1=int channels
      width.1=channels
      parameters.2=java.util.Map<java.lang.String, java.lang.Integer> sizes; int width; double rate
      width.2=width
      """;

  @TempDir Path folder;
  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    stack("LeafRk4");
    entry("com.acme.LeafRk4", ENTRY);
  }

  /** Compiles a stack whose static initialiser would be noticed. */
  private void stack(String name) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve(name + ".java"),
            """
            package com.acme;
            final class %s extends dev.highorder.stack.RungeKuttaStack {
              static { System.setProperty("initialised", "yes"); }
              private %1$s() { super(null, 1, null); }
              @Override
              protected ai.djl.ndarray.NDArray block(
                  dev.highorder.stack.Stages f, ai.djl.ndarray.NDArray x) {
                return x;
              }
            }
            """
                .formatted(name));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, result, "compiled");
  }

  private void entry(String name, String text) throws IOException {
    Path file = classes.resolve(ENTRIES + name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static GeneratedClasses in(Path... places) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      urls.add(place.toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassSearch.class.getClassLoader())) {
      return GeneratedClasses.find(ClassSearch.in(loader));
    }
  }

  private static List<String> names(GeneratedClasses found) {
    return found.classes().stream().map(GeneratedClass::name).toList();
  }

  @Test
  void readsWhatTheEntrySays() throws IOException {
    GeneratedClasses found = in(classes);

    assertEquals(List.of(), found.problems());
    GeneratedClass leaf = found.classes().get(0);
    assertEquals("com.acme.LeafRk4", leaf.name());
    assertEquals("LeafRk4", leaf.simpleName());
    assertEquals("com.acme.Leaf", leaf.subNet());
    assertEquals("RK4", leaf.scheme());
    assertEquals(List.of(3, 4), leaf.blocks());
    assertTrue(leaf.needsOnlyWidth());
    assertEquals(
        List.of(
            new Parameter("java.util.Map<java.lang.String, java.lang.Integer>", "sizes", false),
            new Parameter("int", "width", true),
            new Parameter("double", "rate", false)),
        leaf.creators().get(1).parameters());
    assertFalse(leaf.creators().get(1).takesAtMostWidth());
    assertNull(System.getProperty("initialised"), "no code of the class ran");
  }

  /** Entries of earlier versions say neither. */
  @Test
  void readsWhatComesAfterTheSumAndWhetherTheShapeCanChange() throws IOException {
    GeneratedClass earlier = in(classes).classes().get(0);
    assertEquals("NOTHING", earlier.afterSum());
    assertFalse(earlier.changesShape());

    entry("com.acme.LeafRk4", ENTRY + "afterSum=RELU\nchangesShape=true\n");
    GeneratedClass leaf = in(classes).classes().get(0);
    assertEquals("RELU", leaf.afterSum());
    assertTrue(leaf.changesShape());
  }

  /** The same classes in a folder, in a jar with items for folders and in one without. */
  @Test
  void looksIntoEveryKindOfClassPath() throws IOException {
    Path withFolders = jar("with.jar", true);
    Path without = jar("without.jar", false);

    assertEquals(List.of("com.acme.LeafRk4"), names(in(classes)));
    assertEquals(List.of("com.acme.LeafRk4"), names(in(withFolders)));
    assertEquals(List.of("com.acme.LeafRk4"), names(in(without)));
    assertEquals(List.of("com.acme.LeafRk4"), names(in(without, classes, withFolders)));
    assertEquals(List.of(), names(in(folder.resolve("nowhere"))));
  }

  private Path jar(String name, boolean hasFolders) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(stream)) {
      if (hasFolders) {
        jar.putNextEntry(new ZipEntry("META-INF/"));
        jar.putNextEntry(new ZipEntry(ENTRIES));
      }
      for (String item : List.of(ENTRIES + "com.acme.LeafRk4", "com/acme/LeafRk4.class")) {
        jar.putNextEntry(new ZipEntry(item));
        jar.write(Files.readAllBytes(classes.resolve(item)));
      }
    }
    return file;
  }

  @Test
  void namesEntriesThatAreLeftOver() throws IOException {
    entry("com.acme.GoneRk4", ENTRY);
    entry("java.lang.String", ENTRY);
    entry("com.acme.Broken", "scheme=RK4\nsubNet=\\u00zz");
    entry("com.acme.Short", "scheme=RK4\nsubNet=x\nblocks=many");
    entry(".DS_Store", "x");
    entry("Long", "x".repeat(1 << 17));

    GeneratedClasses found = in(classes);

    assertEquals(List.of("com.acme.LeafRk4"), names(found));
    assertEquals(5, found.problems().size(), found.problems().toString());
    String all = String.join("\n", found.problems());
    assertTrue(all.contains("There is an entry of the class com.acme.GoneRk4, which is not"), all);
    assertTrue(all.contains("java.lang.String, which is not of the type HighOrderStack"), all);
    assertTrue(all.contains("highorder/com.acme.Broken cannot be read: Malformed"), all);
    assertTrue(all.contains("com.acme.Short cannot be read: blocks is no list of numbers"), all);
    assertTrue(all.contains("highorder/Long cannot be read: it has more than 65536 bytes"), all);
  }

  @Test
  void readsNamesBeyondAscii() throws IOException {
    entry("com.acme.LeafRk4", ENTRY.replace("Leaf", "Gr\\u00fcn"));

    assertEquals("com.acme.Gr\u00fcn", in(classes).classes().get(0).subNet());
  }
}
