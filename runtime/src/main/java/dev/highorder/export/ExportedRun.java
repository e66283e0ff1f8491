package dev.highorder.export;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import com.google.gson.Gson;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Kind;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.export.ProofProcess.Job;
import dev.highorder.onnxruntime.OnnxSession;
import dev.highorder.storage.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The program of a {@link ProofProcess}: it runs an exported network on files of numbers. */
final class ExportedRun {

  private final ExportedClassifier exported;
  private final Path work;
  private final Job job;
  private final Shape example;

  private ExportedRun(ExportedClassifier exported, Path work) throws IOException {
    this.exported = exported;
    this.work = work;
    job = new Gson().fromJson(Files.readString(work.resolve("job.json")), Job.class);
    example = exported.manifest().input().shape();
  }

  /** Computes the outputs of a batch. */
  @FunctionalInterface
  private interface Computation {
    float[] of(float[] inputs, Shape shape) throws TranslateException;
  }

  /**
   * Runs all batches.
   *
   * @param args the folder of the exported network, and that of the numbers
   */
  public static void main(String[] args)
      throws IOException, ModelNotFoundException, MalformedModelException, TranslateException {
    ExportedClassifier exported = ExportedClassifier.open(Path.of(args[0]));
    for (FileRecord file : exported.export().files()) {
      file.verify(exported.directory());
    }
    ExportedRun run = new ExportedRun(exported, Path.of(args[1]));
    if (exported.export().kind() == Kind.ONNX) {
      run.onOnnxRuntime();
    } else {
      run.onMxNet();
    }
  }

  private void onOnnxRuntime() throws IOException, TranslateException {
    ExportRecord export = exported.export();
    Path file = exported.directory().resolve(export.files().get(0).name());
    for (String name : job.optimisations()) {
      OnnxSession.Optimisations optimisations =
          OnnxSession.Optimisations.valueOf(name.toUpperCase(Locale.ROOT));
      try (OnnxSession session = OnnxSession.open(file, Signatures.of(export), 0, optimisations)) {
        all(name, (inputs, shape) -> session.outputs(inputs, shape.getShape()));
      }
    }
    Files.writeString(work.resolve("runtime.txt"), "ONNX Runtime " + OnnxSession.version());
  }

  /** As a program without this library would load it. */
  private void onMxNet()
      throws IOException, ModelNotFoundException, MalformedModelException, TranslateException {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(exported.directory())
            .optModelName("network")
            .optEngine("MXNet")
            .optTranslator(new NoopTranslator())
            .build();
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      all(
          job.optimisations().get(0),
          (inputs, shape) ->
              predictor
                  .predict(new NDList(manager.create(inputs, shape)))
                  .singletonOrThrow()
                  .toFloatArray());
      Files.writeString(
          work.resolve("runtime.txt"),
          "MXNet " + manager.getEngine().getVersion() + " by DJL alone");
    }
  }

  private void all(String optimisation, Computation computation)
      throws IOException, TranslateException {
    for (int i = 0; i < job.batches().size(); i++) {
      float[] inputs = ProofProcess.read(ProofProcess.inputs(work, i));
      int size = Math.toIntExact(example.size());
      int count = inputs.length / size;
      int classes = exported.manifest().classes().size();
      float[] outputs = new float[count * classes];
      int batch = job.batches().get(i);
      for (int begin = 0; begin < count; begin += batch) {
        int end = Math.min(count, begin + batch);
        float[] part = Arrays.copyOfRange(inputs, begin * size, end * size);
        float[] found = computation.of(part, new Shape(end - begin).addAll(example));
        System.arraycopy(found, 0, outputs, begin * classes, found.length);
      }
      ProofProcess.write(ProofProcess.outputs(work, i, optimisation), outputs);
    }
  }
}
