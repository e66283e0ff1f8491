package dev.highorder.classifier;

import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.artifact.OutputCheck;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.export.Signatures;
import dev.highorder.onnxruntime.OnnxSession;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.util.Optional;

/** An exported network on ONNX Runtime. */
final class ExportedSession implements ClassifierSession {

  private static final String RUNTIME = "ai.onnxruntime.OrtEnvironment";

  private final OnnxSession session;

  private ExportedSession(OnnxSession session) {
    this.session = session;
  }

  /**
   * Loads an exported network, and checks that it computes what the saved one computed.
   *
   * @param threads the threads that compute; 0 for one for each core
   * @throws StorageException if it is for another program, damaged, or another network
   * @throws EngineUnavailableException if ONNX Runtime is not there
   */
  static ExportedSession open(ExportedClassifier exported, int threads) throws StorageException {
    ExportRecord export = exported.export();
    if (export.kind() != ExportRecord.Kind.ONNX) {
      throw new StorageException(
          "%s was exported for MXNet without this library. Export it with --format onnx, or load the classifier that it was exported from."
              .formatted(ForeignText.show(exported.directory())));
    }
    requireRuntime();
    OnnxSession session;
    try {
      session =
          OnnxSession.open(
              exported.directory().resolve(export.files().get(0).name()),
              Signatures.of(export),
              threads,
              OnnxSession.Optimisations.ALL);
    } catch (LinkageError e) {
      throw unavailable(
          "ONNX Runtime does not load: %s. Add the version for this machine, or make the temporary directory writable."
              .formatted(ForeignText.showMessage(StorageException.reason(e))),
          e);
    }
    boolean isRight = false;
    try {
      requireProven(exported, session);
      isRight = true;
      return new ExportedSession(session);
    } finally {
      if (!isRight) {
        session.close();
      }
    }
  }

  private static void requireRuntime() {
    try {
      Class.forName(RUNTIME, false, ExportedSession.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw unavailable(
          "ONNX Runtime, which runs exported classifiers, is not on the class path. Add"
              + " com.microsoft.onnxruntime:onnxruntime, or load the classifier that it was"
              + " exported from.",
          e);
    }
  }

  private static EngineUnavailableException unavailable(String message, Throwable cause) {
    return new EngineUnavailableException(message, cause);
  }

  /** The model has the right input and output; now its contents are compared. */
  private static void requireProven(ExportedClassifier exported, OnnxSession session)
      throws StorageException {
    ExportRecord export = exported.export();
    export.files().get(0).verify(exported.directory());
    OutputCheck check = export.classifier().check();
    if (check == null || export.images() != ExportRecord.Images.NORMALISED) {
      return; // the fixed inputs are no images of 8 bits
    }
    Optional<String> difference =
        export.returnsProbabilities()
            ? Optional.empty()
            : check.differenceFrom(session, export.classifier().input(), 2);
    if (difference.isPresent()) {
      throw new StorageException(
          "ONNX Runtime computes something else for %s than was saved: %s. Use another version of it, or export again."
              .formatted(ForeignText.show(exported.directory()), difference.get()));
    }
  }

  @Override
  public float[] logits(float[] inputs, long... shape) {
    return session.logits(inputs, shape);
  }

  @Override
  public void prepare(float[] inputs, long... dimensions) {
    session.logits(inputs, dimensions);
  }

  @Override
  public ClassificationReport evaluate(ExampleDataset dataset) {
    return ClassificationReport.of(session, dataset);
  }

  @Override
  public void reserve(int count) {
    // one model serves every batch size
  }

  @Override
  public int graphs() {
    return 0;
  }

  @Override
  public boolean isOnOwnThread() {
    return false;
  }

  @Override
  public void close() {
    session.close();
  }
}
