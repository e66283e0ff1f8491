package dev.highorder.export;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Images;
import dev.highorder.artifact.ExportRecord.Kind;
import dev.highorder.artifact.ExportRecord.Proof;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.engine.Engines;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Optimization;
import dev.highorder.graph.Tensor;
import dev.highorder.network.Network;
import dev.highorder.onnx.OnnxModel;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * An export of a saved classifier for other programs: as an ONNX file, or as the pair of files that
 * MXNet reads.
 *
 * <pre>{@code
 * ExportRecord export =
 *     ClassifierExport.builder()
 *         .setClassifier(Path.of("shapes"))
 *         .optImages(ExportRecord.Images.NHWC)
 *         .write(Path.of("shapes-onnx"));
 * System.out.println(export.proof().difference()); // 3.1E-7
 * }</pre>
 *
 * <p>Each export is proven: the files are run in a process of their own, on random examples and on
 * a test set, and compared with the saved classifier as MXNet computes it operator by operator. If
 * a logit differs by more than {@value #TOLERANCE} of the largest one, nothing is kept.
 */
public final class ClassifierExport {

  /** The largest difference of a logit, relative to the largest logit. */
  public static final double TOLERANCE = 1e-4;

  private static final String ONNX_FILE = "network.onnx";
  private static final int DEFAULT_BATCH = 32;

  private Path directory;
  private Kind kind = Kind.ONNX;
  private Images images = Images.NORMALISED;
  private boolean returnsProbabilities;
  private boolean isPlain;
  private ExampleSet examples;
  private int largestBatch = DEFAULT_BATCH;
  private boolean overwrite;

  private ClassifierExport() {}

  /** Returns an export whose {@code set} values are required; the {@code opt} values are not. */
  public static ClassifierExport builder() {
    return new ClassifierExport();
  }

  /** Sets the directory of the saved classifier. */
  public ClassifierExport setClassifier(Path directory) {
    this.directory = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /** Sets the program that it is exported for; by default whatever reads ONNX files. */
  public ClassifierExport optKind(Kind kind) {
    this.kind = Objects.requireNonNull(kind, "kind");
    return this;
  }

  /**
   * Sets the form of the images that an ONNX model reads; by default numbers that the caller has
   * normalised. Levels of 8 bits are normalised by the model.
   */
  public ClassifierExport optImages(Images images) {
    this.images = Objects.requireNonNull(images, "images");
    return this;
  }

  /** Sets whether an ONNX model returns probabilities; by default it returns logits. */
  public ClassifierExport optProbabilities(boolean returnsProbabilities) {
    this.returnsProbabilities = returnsProbabilities;
    return this;
  }

  /**
   * Sets whether batch normalisations stay as they are; by default they are folded into the
   * convolutions before them.
   */
  public ClassifierExport optPlain(boolean isPlain) {
    this.isPlain = isPlain;
    return this;
  }

  /**
   * Sets the test set of the proof, of which up to {@value ProofExamples#MAX_OF_TEST_SET} examples
   * are used; by default there are random ones only.
   */
  public ClassifierExport optExamples(ExampleSet examples) {
    this.examples = Objects.requireNonNull(examples, "examples");
    return this;
  }

  /**
   * Sets the largest batch size of the proof. The network takes any. Default: {@value
   * #DEFAULT_BATCH}.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierExport optLargestBatch(int largestBatch) {
    if (largestBatch < 1) {
      throw new IllegalArgumentException(
          "The largest batch size is %s. Give at least 1.".formatted(largestBatch));
    }
    this.largestBatch = largestBatch;
    return this;
  }

  /** Sets whether an exported classifier that is there already is replaced; by default not. */
  public ClassifierExport optOverwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /**
   * Exports the classifier, and proves the result.
   *
   * @param target the directory to write
   * @return the record of the export, with its proof
   * @throws StorageException if the classifier cannot be read, the target cannot be written, or the
   *     proof fails; then nothing was written
   * @throws IllegalArgumentException if there is no classifier, the network has an operator without
   *     a counterpart, or options do not fit each other
   * @throws EngineUnavailableException if MXNet, or the library of the format, is not there
   */
  public ExportRecord write(Path target) throws StorageException {
    requireFitting();
    SavedClassifier saved = SavedClassifier.open(directory);
    ExportedClassifier.requireWritable(target, overwrite);
    Engine engine = Engines.start(Engines.MXNET, 0);
    Backend backend = Engines.backend(engine);
    NDManager manager = backend.call(() -> engine.newBaseManager(Device.cpu()));
    try {
      Network network = saved.network(manager);
      ProofExamples proof =
          new ProofExamples(saved.manifest().input(), examples, largestBatch, network, manager);
      GraphCompiler compiler = backend.compiler(manager.getDevice()).orElseThrow();
      Graph graph = trace(compiler, network, manager, saved);
      List<ExportRecord> written = new ArrayList<>();
      ExportedClassifier.write(
          target,
          overwrite,
          saved,
          folder -> {
            List<Path> files = files(folder, graph, compiler, saved, parameters(network, backend));
            ExportRecord draft = record(saved, files);
            ExportedClassifier.draft(folder, draft);
            Proof found = proof.of(folder, draft);
            written.add(proven(draft, found, target));
            return written.get(0);
          });
      return written.get(0);
    } finally {
      backend.run(manager::close);
    }
  }

  private void requireFitting() {
    if (directory == null) {
      throw new IllegalArgumentException("An export needs a classifier. Call setClassifier.");
    }
    if (kind == Kind.MXNET && (images != Images.NORMALISED || returnsProbabilities)) {
      throw new IllegalArgumentException(
          "Files for MXNet read normalised numbers and return logits. Leave uint8 images and"
              + " probabilities to the format onnx.");
    }
  }

  private Graph trace(
      GraphCompiler compiler, Network network, NDManager manager, SavedClassifier saved) {
    try {
      Shape batch = new Shape(1).addAll(saved.manifest().input().shape());
      return compiler.trace(network, manager, batch).graph();
    } catch (UntraceableNetworkException e) {
      throw new IllegalArgumentException(
          "The network of %s cannot be exported: %s Write the sub-net so that it can be compiled."
              .formatted(ForeignText.show(directory), e.getMessage()),
          e);
    }
  }

  private static Function<String, Tensor> parameters(Network network, Backend backend) {
    return name ->
        backend.call(
            () -> {
              NDArray array = network.getParameters().get(name).getArray();
              return new Tensor(
                  LongStream.of(array.getShape().getShape()).boxed().toList(),
                  array.toFloatArray());
            });
  }

  private List<Path> files(
      Path folder,
      Graph graph,
      GraphCompiler compiler,
      SavedClassifier saved,
      Function<String, Tensor> parameters)
      throws IOException {
    Graph form =
        isPlain ? Optimization.forPlainExport(graph) : Optimization.forExport(graph, parameters);
    if (kind == Kind.MXNET) {
      return compiler.writeFiles(form, parameters, folder, "network");
    }
    Path file = folder.resolve(ONNX_FILE);
    try {
      Files.write(
          file,
          OnnxModel.of(
              form, parameters, Signatures.of(saved.manifest(), images, returnsProbabilities)));
    } catch (NoClassDefFoundError e) {
      throw new EngineUnavailableException(
          "The classes of the ONNX format are not on the class path. Add"
              + " org.tribuo:tribuo-util-onnx.",
          e);
    }
    return List.of(file);
  }

  private ExportRecord record(SavedClassifier saved, List<Path> files) throws IOException {
    List<FileRecord> records = new ArrayList<>();
    for (Path file : files) {
      records.add(FileRecord.of(file));
    }
    return new ExportRecord(
        ExportRecord.FORMAT,
        kind,
        images,
        returnsProbabilities,
        isPlain,
        records,
        new Proof("none", TOLERANCE, 0, null, List.of()),
        saved.manifest());
  }

  private static ExportRecord proven(ExportRecord draft, Proof proof, Path target)
      throws StorageException {
    // The negation also catches NaN.
    if (!(proof.difference() <= TOLERANCE)) {
      throw new StorageException(
          String.format(
              Locale.ROOT,
              "%s was not written: %s computes other outputs than the saved classifier. The largest"
                  + " difference is %.2g of the largest output, and %.0e is allowed. Report this,"
                  + " with the sub-net.",
              target,
              proof.runtime(),
              proof.difference(),
              TOLERANCE));
    }
    return new ExportRecord(
        draft.format(),
        draft.kind(),
        draft.images(),
        draft.returnsProbabilities(),
        draft.isPlain(),
        draft.files(),
        proof,
        draft.classifier());
  }
}
