package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import ai.onnxruntime.OrtEnvironment;
import com.google.gson.Gson;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Images;
import dev.highorder.artifact.ExportRecord.Kind;
import dev.highorder.artifact.ExportRecord.Run;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.export.ClassifierExport;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An exported classifier gives the answers of the saved one, on ONNX Runtime and in programs
 * without this library, and whatever is not it is refused.
 */
class ExportedClassifierTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1).draw(DataSplit.TEST, 40);
  private static final ImageFormat FORMAT = SHAPES.measuredFormat();

  @TempDir static Path folder;

  private static Path saved;
  private static Path onnx;

  @BeforeAll
  static void export() throws IOException {
    saved = folder.resolve("saved");
    save(saved, 1);
    onnx = folder.resolve("onnx");
    ExportRecord export = export(saved).optExamples(SHAPES).write(onnx);
    assertTrue(export.proof().difference() < 1e-5, export.proof().toString());
    assertEquals(
        List.of(1, 1, 2, 2, 5, 5, 5, 5), export.proof().runs().stream().map(Run::batch).toList());
    for (Run run : export.proof().runs()) {
      assertEquals(run.count(), run.sameLabels(), run.toString());
    }
  }

  private static ClassifierExport export(Path directory) {
    return ClassifierExport.builder().setClassifier(directory).optLargestBatch(5);
  }

  private static void save(Path directory, double scale) throws IOException {
    Network network =
        Network.builder()
            .setClasses(SHAPES.classes().size())
            .setWidths(8)
            .setBlocks(1)
            .setStack(NamedStacks.get("se-vgg-rk4"))
            .build();
    try (NDManager manager = Engines.start(Engines.MXNET, 0).newBaseManager()) {
      manager.getEngine().setRandomSeed(5);
      network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      Random random = new Random(2);
      for (Parameter parameter : network.getParameters().values()) {
        NDArray array = parameter.getArray();
        if (parameter.getName().matches("runningMean|runningVar|bias|beta")) {
          float[] values = new float[Math.toIntExact(array.size())];
          for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat();
          }
          array.set(values);
        }
        array.muli(scale);
      }
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(SHAPES.classes())
          .setInput(FORMAT)
          .save(directory);
    }
  }

  private static void assertSameAnswers(Path exported) throws IOException {
    try (ImageClassifier expected = ImageClassifier.load(saved);
        ImageClassifier actual =
            ImageClassifier.builder().setDirectory(exported).optThreads(1).load()) {
      for (int i = 0; i < 3; i++) {
        assertNear(expected.classify(SHAPES.image(i)), actual.classify(SHAPES.image(i)), exported);
      }
      List<Prediction> all =
          actual.classifyAll(IntStream.range(0, 4).mapToObj(SHAPES::image).toList());
      assertNear(expected.classify(SHAPES.image(3)), all.get(3), exported);
      ClassificationReport report = expected.evaluate(dataset());
      ClassificationReport found = actual.evaluate(dataset());
      assertEquals(report.confusion(), found.confusion());
      assertEquals(report.overall().loss(), found.overall().loss(), 1e-4);
      assertEquals(report.topFive(), found.topFive(), 1e-9);
      assertEquals(report.calibrationError(), found.calibrationError(), 1e-4);
      assertEquals(expected.manifest(), actual.manifest());
    }
  }

  private static ExampleDataset dataset() {
    return ExampleDataset.builder().setExamples(SHAPES).setFormat(FORMAT).optBatchSize(16).build();
  }

  private static void assertNear(Prediction expected, Prediction actual, Path what) {
    expected
        .classes()
        .forEach(
            each ->
                assertEquals(
                    each.probability(), actual.probability(each.name()), 1e-5, what.toString()));
  }

  @Test
  void answersAreThoseOfTheSavedClassifier() throws IOException {
    assertSameAnswers(onnx);
  }

  @ParameterizedTest
  @EnumSource(Images.class)
  void answersAreTheSameInEveryForm(Images images) throws IOException {
    Path target = folder.resolve("form" + images);
    ExportRecord export =
        export(saved).optImages(images).optProbabilities(true).optPlain(true).write(target);
    assertTrue(export.proof().difference() < 1e-5, export.proof().toString());
    assertSameAnswers(target);
  }

  @Test
  void anExistingDirectoryIsReplacedOnlyIfAllowed() throws IOException {
    Path target = folder.resolve("twice");
    export(saved).write(target);
    String message =
        assertThrows(StorageException.class, () -> export(saved).write(target)).getMessage();
    assertTrue(message.contains("exists already"), message);
    export(saved).optOverwrite(true).write(target);
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThrows(StorageException.class, () -> export(saved).optOverwrite(true).write(other));
  }

  /** Parameters of 1e30 give logits that are no numbers, which nothing can be compared with. */
  @Test
  void whatCannotBeProvenIsNotKept() throws IOException {
    Path wild = folder.resolve("wild");
    save(wild, 1e20);
    Path target = folder.resolve("unproven");
    String message =
        assertThrows(StorageException.class, () -> export(wild).write(target)).getMessage();
    assertTrue(message.contains("was not written"), message);
    assertFalse(Files.exists(target));
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().contains("unproven")));
    }
  }

  private static Path damaged(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(onnx)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private static String refusal(Path directory) {
    return assertThrows(StorageException.class, () -> ImageClassifier.load(directory)).getMessage();
  }

  @Test
  void foreignModelsAreRefusedWithAllDifferences() throws IOException {
    Path copy = damaged("foreign");
    Path bytes = folder.resolve("bytes");
    export(saved).optImages(Images.NHWC).optProbabilities(true).write(bytes);
    Files.copy(
        bytes.resolve("network.onnx"),
        copy.resolve("network.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    String message = refusal(copy);
    assertTrue(
        message.contains(
            "reads images uint8 (batch, 32, 32, 3), not input float (batch, 3, 32, 32)"),
        message);
    assertTrue(
        message.contains("returns probabilities float (batch, 10), not logits float (batch, 10)"),
        message);
  }

  @Test
  void otherContentsAreRefused() throws IOException {
    Path copy = damaged("text");
    Files.writeString(copy.resolve("network.onnx"), "no model");
    assertTrue(refusal(copy).contains("ONNX Runtime cannot load it"), refusal(copy));
    Path flipped = damaged("flipped");
    byte[] model = Files.readAllBytes(flipped.resolve("network.onnx"));
    model[model.length / 2] ^= 1; // among the parameters
    Files.write(flipped.resolve("network.onnx"), model);
    assertTrue(refusal(flipped).contains("damaged"), refusal(flipped));
    Path missing = damaged("missing");
    Files.delete(missing.resolve("network.onnx"));
    assertTrue(refusal(missing).contains("network.onnx"), refusal(missing));
    Path renamed = damaged("renamed");
    String json = Files.readString(renamed.resolve("export.json"));
    Files.writeString(
        renamed.resolve("export.json"), json.replace("\"network.onnx\"", "\"../../network.onnx\""));
    assertTrue(refusal(renamed).contains("files does not name"), refusal(renamed));
    Path classes = damaged("classes");
    Files.writeString(
        classes.resolve("export.json"), json.replace("\"" + SHAPES.classes().get(0), "\"other"));
    assertTrue(refusal(classes).contains("its metadata say classes"), refusal(classes));
  }

  @Test
  void enginesOfDjlDoNotRunIt() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ImageClassifier.builder().setDirectory(onnx).optEngine(Engines.start()).load());
    assertTrue(e.getMessage().contains("exported classifier"), e.getMessage());
    assertTrue(
        assertThrows(StorageException.class, () -> SavedClassifier.open(onnx))
            .getMessage()
            .contains("exported classifier"));
    CommandLineRun run = CommandLineRun.of("evaluate", onnx, "--engine", "MXNet");
    assertEquals(2, run.code(), run.err());
    assertEquals(
        2, CommandLineRun.of("evaluate", saved, "--engine", "OnnxRuntime").code(), run.err());
  }

  @Test
  void theCommandLineRunsIt() {
    CommandLineRun expected = CommandLineRun.of("evaluate", saved, "--limit", 5);
    CommandLineRun actual =
        CommandLineRun.of("evaluate", onnx, "--limit", 5, "--engine", "OnnxRuntime");
    assertEquals(0, actual.code(), actual.err());
    assertEquals(expected.out(), actual.out());
  }

  /** The jars that an application without MXNet needs: this library's and four others. */
  @Test
  void anApplicationNeedsNeitherMxNetNorGeneratedClasses() throws Exception {
    Path image = folder.resolve("image.png");
    ImageIO.write(SHAPES.image(0), "png", image.toFile());
    Path program = Files.createDirectory(folder.resolve("program"));
    String name = ClassifyingProgram.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(program.resolve(name).getParent());
    Files.write(
        program.resolve(name),
        ClassifyingProgram.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    List<String> output =
        output(
            List.of(
                program.toString(),
                place(ImageClassifier.class),
                place(OrtEnvironment.class),
                place(NDArray.class),
                place(Gson.class),
                place(Class.forName("org.slf4j.Logger"))),
            ClassifyingProgram.class.getName(),
            onnx.toString(),
            image.toString());
    try (ImageClassifier classifier = ImageClassifier.load(saved)) {
      Prediction expected = classifier.classify(image);
      assertEquals(SHAPES.classes().size(), output.size(), output.toString());
      for (String line : output) {
        String[] parts = line.split(" ", -1);
        assertEquals(expected.probability(parts[0]), Double.parseDouble(parts[1]), 1e-5, line);
      }
    }
  }

  /** The program of the page: plain DJL, and no class of this library. */
  @Test
  void plainDjlGivesTheSameLabels() throws Exception {
    Path mxnet = folder.resolve("mxnet");
    ExportRecord export = export(saved).optKind(Kind.MXNET).optExamples(SHAPES).write(mxnet);
    assertTrue(export.proof().difference() < 1e-5, export.proof().toString());
    Path plain = folder.resolve("mxnet-plain");
    export(saved).optKind(Kind.MXNET).optPlain(true).write(plain);
    String page = Files.readString(Path.of("../docs/export.md"));
    int begin = page.indexOf("import ai.djl.inference.Predictor;");
    Path source = folder.resolve("PlainDjl.java");
    Files.writeString(source, page.substring(begin, page.indexOf("```", begin)));
    Path floats = folder.resolve("floats");
    Files.write(floats, numbers());
    List<String> expected = new ArrayList<>();
    try (ImageClassifier classifier = ImageClassifier.load(saved)) {
      for (int i = 0; i < SHAPES.size(); i++) {
        String best = classifier.classify(SHAPES.image(i)).best().name();
        expected.add(Integer.toString(SHAPES.classes().indexOf(best)));
      }
    }
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar") && !path.contains("highorder"))
            .toList();
    for (Path directory : List.of(onnx, mxnet, plain)) {
      String engine = directory.equals(onnx) ? "OnnxRuntime" : "MXNet";
      List<String> labels =
          output(jars, source.toString(), directory.toString(), engine, floats.toString(), "32");
      assertEquals(expected, labels, directory.toString());
    }
  }

  private static byte[] numbers() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    float[] image = new float[3 * 32 * 32];
    try (DataOutputStream floats = new DataOutputStream(bytes)) {
      for (int i = 0; i < SHAPES.size(); i++) {
        SHAPES.encoder(FORMAT).encode(i, 0, image, 0);
        for (float value : image) {
          floats.writeFloat(value);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** Runs a program, and returns the lines of its standard output. */
  private static List<String> output(List<String> classPath, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true", "-cp"));
    command.add(String.join(File.pathSeparator, classPath));
    command.add(program);
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), Files.readString(errors));
    return lines;
  }
}
