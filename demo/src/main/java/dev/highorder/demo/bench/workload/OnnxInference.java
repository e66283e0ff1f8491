package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.highorder.mxnet.ArrayTensors;
import dev.highorder.mxnet.Tracer;
import dev.highorder.onnx.OnnxModel;
import dev.highorder.onnx.OnnxSignature;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.LongStream;

/** Inference of the traced network on ONNX Runtime, with all of its optimisations. */
final class OnnxInference extends Workload {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final float[] pixels;
  private final long[] shape;
  private final OnnxSignature signature;

  OnnxInference(Engine engine, Setting setting) {
    super(engine, setting);
    shape = images().getShape().getShape();
    pixels = images().toFloatArray();
    signature = OnnxSignature.plain(LongStream.of(shape).skip(1).boxed().toList(), classes());
    byte[] model =
        OnnxModel.of(
            Tracer.trace(network(), manager(), images().getShape()),
            name -> ArrayTensors.read(network().getParameters().get(name).getArray()),
            signature);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(setting.threads());
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private int classes() {
    Shape[] outputs = network().getOutputShapes(new Shape[] {images().getShape()});
    return Math.toIntExact(outputs[0].get(1));
  }

  @Override
  public float[] run() {
    try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of(signature.input(), x))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] logits = new float[buffer.remaining()];
      buffer.get(logits);
      return logits;
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
    super.close();
  }

  /** Only this class names ONNX Runtime, so that other sides run without it on the class path. */
  private static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
  }
}
