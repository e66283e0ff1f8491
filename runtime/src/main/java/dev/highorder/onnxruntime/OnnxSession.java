package dev.highorder.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.highorder.backend.InferenceSession;
import dev.highorder.onnx.OnnxSignature;
import dev.highorder.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An ONNX model that ONNX Runtime runs.
 *
 * <p>Batches are computed one after the other, so that no more threads compute at one time than
 * were allowed. Threads that have nothing to compute sleep; they do not spin.
 */
public final class OnnxSession implements InferenceSession {

  private final ReentrantLock lock = new ReentrantLock();
  private final OrtSession session;
  private final OnnxSignature signature;
  private boolean isClosed;

  private OnnxSession(OrtSession session, OnnxSignature signature) {
    this.session = session;
    this.signature = signature;
  }

  /** The optimisations of ONNX Runtime. */
  public enum Optimisations {
    /** All of them. */
    ALL,
    /** None: operator by operator, as the file says. */
    NONE
  }

  /**
   * Loads a model.
   *
   * @param file the ONNX file
   * @param signature the input and output that it must have
   * @param threads the threads that compute; 0 for one for each core
   * @throws StorageException if it is not an ONNX model, or has another input or output; the
   *     message lists every difference
   */
  public static OnnxSession open(
      Path file, OnnxSignature signature, int threads, Optimisations optimisations)
      throws StorageException {
    int cores = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(cores);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setOptimizationLevel(
          optimisations == Optimisations.ALL ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
      OrtSession session = environment.createSession(file.toString(), options);
      boolean isRight = false;
      try {
        ModelCheck.require(file, session, signature);
        isRight = true;
        return new OnnxSession(session, signature);
      } finally {
        if (!isRight) {
          session.close();
        }
      }
    } catch (OrtException e) {
      throw StorageException.damaged(
          file, "ONNX Runtime cannot load it: " + StorageException.reason(e), e);
    }
  }

  /** Returns ONNX Runtime's version. */
  public static String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /**
   * Computes the logits of a batch. If the model returns probabilities, these are their logarithms,
   * which stand for the same probabilities.
   *
   * @param inputs normalised numbers, also if the model reads levels of images
   */
  @Override
  public float[] logits(float[] inputs, long... shape) {
    float[] outputs = outputs(inputs, shape);
    if (signature.returnsProbabilities()) {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) Math.log(Math.max(outputs[i], Float.MIN_NORMAL));
      }
    }
    return outputs;
  }

  /**
   * Computes what the model returns: logits, or probabilities.
   *
   * @param inputs normalised numbers, also if the model reads levels of images
   * @param shape the shape of these numbers, such as {@code (batch, channels, height, width)}
   * @return {@code (batch, classes)}, one row after the other
   * @throws IllegalStateException if the session is closed, or ONNX Runtime fails
   */
  public float[] outputs(float[] inputs, long... shape) {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("The session is closed. Load the classifier again.");
      }
      try (OnnxTensor x = tensor(inputs, shape);
          OrtSession.Result result = session.run(Map.of(signature.input(), x))) {
        FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] outputs = new float[buffer.remaining()];
        buffer.get(outputs);
        return outputs;
      }
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime failed: %s. Give smaller batches, or export the classifier again."
              .formatted(StorageException.reason(e)),
          e);
    } finally {
      lock.unlock();
    }
  }

  private OnnxTensor tensor(float[] inputs, long[] shape) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (signature.pixels().isEmpty()) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), shape);
    }
    PixelLevels levels = new PixelLevels(signature.pixels().get());
    ByteBuffer bytes = levels.of(inputs, shape);
    return OnnxTensor.createTensor(environment, bytes, levels.shape(shape), OnnxJavaType.UINT8);
  }

  /** Waits for the batch that is computed, then frees the model. Closing again does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + StorageException.reason(e), e);
    } finally {
      lock.unlock();
    }
  }
}
