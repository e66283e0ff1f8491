package dev.highorder.demo.bench.workload;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.engine.Engines;
import dev.highorder.image.ImageTensors;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.mxnet.ArrayTensors;
import dev.highorder.mxnet.Tracer;
import dev.highorder.network.Network;
import dev.highorder.onnx.OnnxModel;
import dev.highorder.onnx.OnnxSignature;
import dev.highorder.storage.StorageException;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A network of 58 layers and 16 channels that many callers ask, on each side of a comparison. */
public final class ServedNetwork extends Workload {

  private static final int WIDTH = 16;
  private static final int SIDE = 32;

  private final ImageTensors tensors = new ImageTensors(SIDE, SIDE, Normalisation.none());

  /** Answers one image, from any thread. */
  @FunctionalInterface
  public interface Answers {

    /**
     * Returns the logits, or the probabilities, of the classes.
     *
     * @throws Exception whatever goes wrong
     */
    double[] of(BufferedImage image) throws Exception;
  }

  /** Builds the network. */
  public ServedNetwork() {
    super(
        Engines.start(),
        Setting.ofNetwork(
            Side.GRAPH,
            Task.INFERENCE,
            "rk4",
            WIDTH,
            1,
            Runtime.getRuntime().availableProcessors()));
  }

  /** Returns images of random pixels. */
  public static List<BufferedImage> images(int count) {
    Random random = new Random(2);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
              int[] pixels = random.ints(SIDE * SIDE, 0, 1 << 24).toArray();
              image.setRGB(0, 0, SIDE, SIDE, pixels, 0, SIDE);
              return image;
            })
        .toList();
  }

  /**
   * Saves the network as a classifier.
   *
   * @throws StorageException if it cannot be saved
   */
  public void save(Path directory) throws StorageException {
    SavedClassifier.builder()
        .setNetwork((Network) network())
        .setClasses(IntStream.range(0, Setting.CLASSES).mapToObj(i -> "class " + i).toList())
        .setInput(new ImageFormat(3, SIDE, SIDE, Normalisation.none()))
        .save(directory);
  }

  /** Returns the probabilities of the classes in their order. */
  public static double[] probabilities(Prediction prediction) {
    double[] probabilities = new double[Setting.CLASSES];
    for (ClassProbability one : prediction.classes()) {
      probabilities[Integer.parseInt(one.name().substring("class ".length()))] = one.probability();
    }
    return probabilities;
  }

  private static double[] softmax(float[] logits) {
    double largest = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
    double[] all = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      all[i] = Math.exp(logits[i] - largest);
      sum += all[i];
    }
    for (int i = 0; i < all.length; i++) {
      all[i] /= sum;
    }
    return all;
  }

  /** Answers by a classifier of this library without a queue. */
  public static Answers direct(ImageClassifier classifier) {
    return image -> probabilities(classifier.classify(image));
  }

  /**
   * Answers by ONNX Runtime: one session for all callers, with all cores.
   *
   * @throws OrtException if the session cannot be created
   */
  public Answers onnxRuntime() throws OrtException {
    OnnxSignature signature =
        OnnxSignature.plain(
            LongStream.of(images().getShape().getShape()).skip(1).boxed().toList(),
            Setting.CLASSES);
    byte[] model =
        OnnxModel.of(
            Tracer.trace(network(), manager(), images().getShape()),
            name -> ArrayTensors.read(network().getParameters().get(name).getArray()),
            signature);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
    OrtSession session = environment.createSession(model, options);
    long[] shape = images().getShape().getShape();
    return image -> {
      FloatBuffer pixels = FloatBuffer.wrap(tensors.of(image));
      try (OnnxTensor x = OnnxTensor.createTensor(environment, pixels, shape);
          OrtSession.Result result = session.run(Map.of(signature.input(), x))) {
        float[] logits = new float[Setting.CLASSES];
        ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
        return softmax(logits);
      }
    };
  }

  /** Answers by plain DJL: a predictor for each calling thread. */
  public Answers plainDjl() {
    Model model = Model.newInstance("plain", Engines.MXNET);
    model.setBlock(network());
    ThreadLocal<Predictor<float[], float[]>> predictors =
        ThreadLocal.withInitial(() -> model.newPredictor(new Numbers()));
    return image -> softmax(predictors.get().predict(tensors.of(image)));
  }

  /** Numbers in, logits out. */
  private static final class Numbers implements Translator<float[], float[]> {

    @Override
    public NDList processInput(TranslatorContext context, float[] input) {
      return new NDList(context.getNDManager().create(input, new Shape(3, SIDE, SIDE)));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
      return list.singletonOrThrow().toFloatArray();
    }

    @Override
    public Batchifier getBatchifier() {
      return Batchifier.STACK;
    }
  }

  @Override
  public float[] run() {
    return forward();
  }
}
