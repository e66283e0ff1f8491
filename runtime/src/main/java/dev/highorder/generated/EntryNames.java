package dev.highorder.generated;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The names of the entries that a class loader sees, which are the names of generated classes. What
 * cannot be read is passed over, as class loaders do.
 */
final class EntryNames {

  /** The folder of the entries. */
  static final String FOLDER = "META-INF/highorder";

  private final Set<String> names = new TreeSet<>();

  private EntryNames() {}

  /** Returns the names, sorted. */
  static Set<String> of(ClassLoader loader) {
    EntryNames entries = new EntryNames();
    entries.addFolders(loader);
    entries.addJars(loader);
    entries.addModules(loader);
    return entries.names;
  }

  /** A class loader finds folders, also in a jar that holds an item for each of its folders. */
  private void addFolders(ClassLoader loader) {
    try {
      Enumeration<URL> folders = loader.getResources(FOLDER);
      for (URL folder : Collections.list(folders)) {
        if (folder.getProtocol().equals("file")) {
          addFolder(Path.of(folder.toURI()));
        } else if (folder.openConnection() instanceof JarURLConnection connection) {
          connection.setUseCaches(false); // so that closing it closes nobody else's
          try (JarFile jar = connection.getJarFile()) {
            addItems(connection.getEntryName(), jar);
          }
        }
      }
    } catch (IOException
        | URISyntaxException
        | IllegalArgumentException
        | FileSystemNotFoundException e) {
      // passed over
    }
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(Files::isRegularFile).forEach(file -> add(file.getFileName().toString()));
    }
  }

  private void addItems(String folder, ZipFile jar) {
    String start = folder.endsWith("/") ? folder : folder + "/";
    jar.stream().forEach(item -> addItem(start, item.getName()));
  }

  private void addItem(String start, String item) {
    if (item.startsWith(start)) {
      add(item.substring(start.length()));
    }
  }

  private void add(String name) {
    if (Arrays.stream(name.split("\\.", -1)).allMatch(EntryNames::isIdentifier)) {
      names.add(name);
    }
  }

  private static boolean isIdentifier(String part) {
    return !part.isEmpty()
        && Character.isJavaIdentifierStart(part.codePointAt(0))
        && part.codePoints().allMatch(Character::isJavaIdentifierPart);
  }

  /** Some build tools write jars without items for folders; their files are read one by one. */
  private void addJars(ClassLoader loader) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          if (url.getProtocol().equals("file")) {
            addJar(() -> Path.of(url.toURI()));
          }
        }
      }
      if (l == ClassLoader.getSystemClassLoader()) {
        String path = System.getProperty("java.class.path", "");
        for (String element : path.split(File.pathSeparator, -1)) {
          addJar(() -> Path.of(element));
        }
      }
    }
  }

  /** The place of a jar, which may be no path of this system. */
  @FunctionalInterface
  private interface Place {
    Path path() throws URISyntaxException;
  }

  private void addJar(Place place) {
    try {
      Path file = place.path();
      if (Files.isRegularFile(file)) {
        try (ZipFile jar = new ZipFile(file.toFile())) {
          addItems(FOLDER, jar);
        }
      }
    } catch (IOException
        | URISyntaxException
        | IllegalArgumentException
        | FileSystemNotFoundException e) {
      // passed over
    }
  }

  /** The modules whose classes this class loader, or a parent of it, defines. */
  private void addModules(ClassLoader loader) {
    ModuleLayer layer = ModuleLayer.boot();
    for (ResolvedModule module : layer.configuration().modules()) {
      if (isOfJava(module.name()) || !isSeen(layer.findLoader(module.name()), loader)) {
        continue;
      }
      try (ModuleReader reader = module.reference().open();
          Stream<String> files = reader.list()) {
        files.forEach(file -> addItem(FOLDER + "/", file));
      } catch (IOException e) {
        // passed over
      }
    }
  }

  private static boolean isOfJava(String module) {
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  private static boolean isSeen(ClassLoader definer, ClassLoader loader) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l == definer) {
        return true;
      }
    }
    return definer == null;
  }
}
