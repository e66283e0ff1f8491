package dev.highorder.generated;

import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.ClassSearch;
import dev.highorder.text.ForeignText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The generated classes on the class path or module path, by the entries that the annotation
 * processor writes: one file {@code META-INF/highorder/NAME} for each. Their classes are loaded,
 * but not initialised.
 *
 * @param classes sorted by name
 * @param problems a sentence for each entry whose class cannot be used
 */
public record GeneratedClasses(List<GeneratedClass> classes, List<String> problems) {

  /** An entry has a few hundred bytes. */
  private static final int MAX_BYTES = 1 << 16;

  /**
   * Returns those that the context class loader of the calling thread and the class loader of
   * HighOrder see.
   */
  public static GeneratedClasses find() {
    return find(ClassSearch.ofThread());
  }

  /** Returns those that the class loaders of a search see. */
  public static GeneratedClasses find(ClassSearch search) {
    Map<String, ClassLoader> names = new TreeMap<>();
    for (ClassLoader loader : search.loaders()) {
      EntryNames.of(loader).forEach(name -> names.putIfAbsent(name, loader));
    }
    List<GeneratedClass> classes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    names.forEach(
        (name, loader) -> {
          try {
            GeneratedClass described = GeneratedClass.of(name, read(name, loader));
            search.find(name, HighOrderStack.class);
            classes.add(described);
          } catch (ClassNotFoundException e) {
            problems.add(
                "There is an entry of the class %s, which %s"
                    .formatted(ForeignText.show(name), e.getMessage()));
          } catch (IOException | IllegalArgumentException e) {
            problems.add(
                "The entry %s/%s cannot be read: %s. Build the project that holds it again."
                    .formatted(
                        EntryNames.FOLDER,
                        ForeignText.show(name),
                        ForeignText.show(e.getMessage())));
          }
        });
    return new GeneratedClasses(List.copyOf(classes), List.copyOf(problems));
  }

  private static Properties read(String name, ClassLoader loader) throws IOException {
    try (InputStream stream = loader.getResourceAsStream(EntryNames.FOLDER + "/" + name)) {
      if (stream == null) {
        throw new IOException("it is gone");
      }
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes");
      }
      Properties entry = new Properties();
      try (Reader text =
          new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.US_ASCII)) {
        entry.load(text);
      }
      return entry;
    }
  }
}
