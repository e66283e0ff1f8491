package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.TanhStack;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class loaders as web servers and executable jars have them. */
class ClassSearchTest {

  private static final ClassLoader OWN = ClassSearch.class.getClassLoader();

  /** It knows Java and nothing else. */
  private static final ClassLoader FOREIGN = ClassLoader.getPlatformClassLoader();

  @TempDir Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static Class<? extends HighOrderStack> findTanhStack() throws ClassNotFoundException {
    return ClassSearch.ofThread().find(TanhStack.class.getName(), HighOrderStack.class);
  }

  @Test
  void asksTheLoaderOfHighOrderToo() throws ClassNotFoundException {
    Thread.currentThread().setContextClassLoader(FOREIGN);
    assertSame(TanhStack.class, findTanhStack());
    Thread.currentThread().setContextClassLoader(null);
    assertSame(TanhStack.class, findTanhStack());
  }

  @Test
  void asksTheContextClassLoaderFirst() throws Exception {
    try (URLClassLoader child = child("Only", "implements Runnable { public void run() {} }")) {
      Thread.currentThread().setContextClassLoader(child);
      assertSame(child, ClassSearch.ofThread().find("Only", Runnable.class).getClassLoader());
      Thread.currentThread().setContextClassLoader(before);
      assertFails("is not found by", ClassSearch.ofThread(), "Only");
      assertSame(child, ClassSearch.in(child).find("Only", Runnable.class).getClassLoader());
    }
  }

  /** Compiles a class that no other loader knows. */
  private URLClassLoader child(String name, String rest) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve(name + ".java"), "public class %s %s".formatted(name, rest));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                folder.toString(),
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, result, "compiled");
    return new URLClassLoader("child", new URL[] {folder.toUri().toURL()}, OWN);
  }

  private static void assertFails(String part, ClassSearch search, String name) {
    String message =
        assertThrows(ClassNotFoundException.class, () -> search.find(name, Runnable.class))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void namesTheLoadersThatWereAsked() {
    Thread.currentThread().setContextClassLoader(FOREIGN);
    assertFails(
        "is not found by the context class loader (platform) or the class loader of HighOrder (app). Add the jar",
        ClassSearch.ofThread(),
        "no.such.Stack");
    assertFails(
        "by the given class loader (platform). Add", ClassSearch.in(FOREIGN), "no.such.Stack");
  }

  @Test
  void runsNoCodeOfWhatItFinds() throws Exception {
    String rest =
        "implements Runnable { static { System.setProperty(\"loud\", \"yes\"); } public void run() {} }";
    try (URLClassLoader child = child("Loud", rest)) {
      ClassSearch.in(child).find("Loud", Runnable.class);
      assertNull(System.getProperty("loud"));
    }
  }

  @Test
  void refusesClassesOfAnotherKind() {
    assertFails(
        "is not of the type Runnable. Save it again.", ClassSearch.ofThread(), "java.lang.String");
  }

  @Test
  void saysWhatCannotBeLinked() throws Exception {
    child("Gone", "implements Runnable { public void run() {} }").close();
    child("Broken", "extends Gone {}").close();
    Files.delete(folder.resolve("Gone.class"));
    try (URLClassLoader child = new URLClassLoader(new URL[] {folder.toUri().toURL()}, OWN)) {
      assertFails("finds but cannot link: ", ClassSearch.in(child), "Broken");
      assertFails("Gone", ClassSearch.in(child), "Broken");
    }
  }

  /** An application that brings its own copy of this library, next to the one of its server. */
  @Test
  void saysThatThereAreTwoCopies() throws Exception {
    try (URLClassLoader copy = new URLClassLoader("copy", classPath(), FOREIGN)) {
      String message =
          assertThrows(
                  ClassNotFoundException.class,
                  () -> ClassSearch.in(copy).find(TanhStack.class.getName(), HighOrderStack.class))
              .getMessage();
      assertTrue(
          message.contains("the given class loader (copy) finds together with a second copy"),
          message);
      Thread.currentThread().setContextClassLoader(copy);
      assertSame(TanhStack.class, findTanhStack(), "the other loader has the right one");
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
