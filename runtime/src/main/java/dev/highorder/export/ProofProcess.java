package dev.highorder.export;

import com.google.gson.Gson;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Kind;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that runs the files of an exported network, and nothing else. What it computes comes
 * from the files alone, its memory is given back, and if a native library ends it, this process
 * lives on.
 */
final class ProofProcess {

  private static final int MINUTES = 30;
  private static final String FOLDER = "proof";

  private ProofProcess() {}

  /** Examples to run. */
  static final class Batches {

    private final String examples;
    private final int batch;
    private final float[] inputs;

    /**
     * Takes examples.
     *
     * @param examples their kind, for people to read
     * @param batch the batch size; the last batch may be smaller
     * @param inputs the normalised numbers, one example after the other
     */
    Batches(String examples, int batch, float[] inputs) {
      this.examples = examples;
      this.batch = batch;
      this.inputs = inputs;
    }

    String examples() {
      return examples;
    }

    int batch() {
      return batch;
    }

    float[] inputs() {
      return inputs;
    }
  }

  /**
   * The outputs of a process.
   *
   * @param runtime the program that computed them, with its version
   * @param optimisations the names of the optimisations, of which each has computed everything
   * @param all the outputs, for each batches those of each optimisation
   */
  record Results(String runtime, List<String> optimisations, List<List<float[]>> all) {

    /** Returns what was computed for the batches of an index. */
    float[] outputs(int batches, String optimisation) {
      return all.get(batches).get(optimisations.indexOf(optimisation));
    }
  }

  /**
   * The work of the process.
   *
   * @param batches the batch size of each file of inputs
   * @param optimisations the optimisations of the runtime, by their names
   */
  record Job(List<Integer> batches, List<String> optimisations) {}

  /**
   * Runs an exported network.
   *
   * @param folder has the files of the network and {@code export.json}
   * @throws StorageException if the process fails; the message has what it printed
   */
  static Results run(Path folder, ExportRecord export, List<Batches> all) throws IOException {
    List<String> optimisations =
        export.kind() == Kind.ONNX ? List.of("all", "none") : List.of("none");
    Path work = Files.createTempDirectory(FOLDER);
    try {
      Job job = new Job(all.stream().map(Batches::batch).toList(), optimisations);
      Files.writeString(work.resolve("job.json"), new Gson().toJson(job));
      for (int i = 0; i < all.size(); i++) {
        write(inputs(work, i), all.get(i).inputs());
      }
      execute(folder, work, export);
      List<List<float[]>> outputs = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        List<float[]> each = new ArrayList<>();
        for (String optimisation : optimisations) {
          each.add(read(outputs(work, i, optimisation)));
        }
        outputs.add(each);
      }
      return new Results(
          Files.readString(work.resolve("runtime.txt")).strip(), optimisations, outputs);
    } finally {
      delete(work);
    }
  }

  static Path inputs(Path work, int index) {
    return work.resolve("inputs" + index);
  }

  static Path outputs(Path work, int index, String optimisation) {
    return work.resolve("outputs-%s%s".formatted(optimisation, index));
  }

  static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  static float[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static void execute(Path folder, Path work, ExportRecord export) throws IOException {
    Path log = work.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                classPath(export),
                ExportedRun.class.getName(),
                folder.toString(),
                work.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new StorageException(
            "The proof did not end within %s minutes. Give fewer examples, or a smaller largest batch."
                .formatted(MINUTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("The proof was interrupted").initCause(e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new StorageException(
          "The exported network does not run in a process of its own, which exited with %s: %s. Nothing was written."
              .formatted(process.exitValue(), ForeignText.show(reason(log))));
    }
  }

  /** Returns the last line that the process printed, which is its fault. */
  private static String reason(Path log) throws IOException {
    List<String> lines =
        Files.readString(log).lines().filter(line -> line.matches("\\S.*")).toList();
    return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
  }

  /** Returns this program's class path, and the places of classes that a container has loaded. */
  private static String classPath(ExportRecord export) {
    Set<String> places = new LinkedHashSet<>();
    Stream<Class<?>> needed =
        Stream.of(ProofProcess.class, Gson.class, export.classifier().input().getClass());
    needed.forEach(type -> addPlace(type, places));
    Stream.of("ai.onnxruntime.OrtEnvironment", "ai.djl.Device", "org.slf4j.LoggerFactory")
        .forEach(name -> addPlace(name, places));
    places.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, places);
  }

  private static void addPlace(String name, Set<String> places) {
    try {
      addPlace(Class.forName(name, false, ProofProcess.class.getClassLoader()), places);
    } catch (ClassNotFoundException e) {
      // The process itself says what is missing.
    }
  }

  private static void addPlace(Class<?> type, Set<String> places) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && "file".equals(source.getLocation().getProtocol())) {
      try {
        places.add(Path.of(source.getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        // Then it is on the class path, or the process says that it is missing.
      }
    }
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(work);
  }
}
