package dev.highorder.processor.testkit;

import dev.highorder.processor.HighOrderProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One run of a compiler with the processor, over sources given as text; by default javac. */
public final class Compilation {

  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern FIRST_TYPE =
      Pattern.compile(
          "(?m)(?:^|\\) |; )(?:public |abstract |final )*(?:class|@?interface|enum) (\\w+)");

  private final Path sources;
  private final Path output;
  private final JavaCompiler compiler;
  private Charset encoding = StandardCharsets.UTF_8;
  private final List<String> options = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>(List.of(new HighOrderProcessor()));
  private List<Diagnostic<? extends JavaFileObject>> diagnostics;

  private Compilation(Path folder, JavaCompiler compiler) {
    this.sources = folder.resolve("sources");
    this.output = folder.resolve("output");
    this.compiler = compiler;
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    options.addAll(List.of("-d", output.toString(), "-s", output.toString(), "--release", "17"));
  }

  public static Compilation to(Path folder) {
    return new Compilation(folder, ToolProvider.getSystemJavaCompiler());
  }

  public static Compilation to(Path folder, JavaCompiler compiler) {
    return new Compilation(folder, compiler);
  }

  public Compilation option(String... more) {
    options.addAll(Arrays.asList(more));
    return this;
  }

  /** Sets the encoding of all sources, those that are generated included. */
  public Compilation encoding(Charset charset) {
    encoding = charset;
    return option("-encoding", charset.name()); // javac writes files in that of the option
  }

  /** Adds a processor that runs in the same rounds. */
  public Compilation with(Processor processor) {
    processors.add(processor);
    return this;
  }

  /** Runs this processor instead of HighOrder's own. */
  public Compilation only(Processor processor) {
    processors.clear();
    return with(processor);
  }

  /** Compiles; each source's first top-level type names its file. */
  public Compilation compile(String... texts) {
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, encoding)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              // Eclipse's compiler prints here what it also gives to the collector.
              Writer.nullWriter(),
              files,
              collector,
              options,
              null,
              files.getJavaFileObjectsFromPaths(write(texts)));
      task.setProcessors(processors);
      task.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    diagnostics = collector.getDiagnostics();
    return this;
  }

  public List<Diagnostic<? extends JavaFileObject>> errors() {
    return diagnostics.stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
  }

  /** Everything but notes. */
  public List<String> complaints() {
    return diagnostics.stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .map(Object::toString)
        .toList();
  }

  /** The complaints about generated sources. */
  public List<String> complaintsAboutGenerated() {
    return diagnostics.stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .filter(d -> d.getSource() != null && Path.of(d.getSource().toUri()).startsWith(output))
        .map(d -> d.getSource().getName() + ": " + d.getMessage(Locale.ROOT))
        .toList();
  }

  /** The notes of our processor. */
  public List<String> notes() {
    return diagnostics.stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.NOTE)
        .map(d -> d.getMessage(Locale.ROOT))
        .toList();
  }

  /** Returns the generated sources by path, relative to the output folder. */
  public Map<String, String> generated() {
    try (Stream<Path> files = Files.walk(output)) {
      Map<String, String> generated = new TreeMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        generated.put(output.relativize(file).toString(), Files.readString(file, encoding));
      }
      return generated;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads a class that was compiled; names are binary names. */
  public Class<?> load(String name) throws ReflectiveOperationException, IOException {
    URL[] urls = {output.toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
    return Class.forName(name, true, loader);
  }

  /** Returns where classes and generated sources go. */
  public Path output() {
    return output;
  }

  private List<Path> write(String... texts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      Path file = sources.resolve(path(text));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, text, encoding));
    }
    return files;
  }

  private static String path(String text) {
    if (text.startsWith("module ")) {
      return "module-info.java";
    }
    Matcher type = FIRST_TYPE.matcher(text);
    Matcher folder = PACKAGE.matcher(text);
    if (!type.find()) {
      throw new IllegalArgumentException("no type in: " + text);
    }
    String path = folder.find() ? folder.group(1).replace('.', '/') + "/" : "";
    return path + type.group(1) + ".java";
  }
}
