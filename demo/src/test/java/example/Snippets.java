package example;

import static dev.highorder.Scheme.EULER;
import static dev.highorder.Scheme.MIDPOINT;
import static dev.highorder.Scheme.RK4;
import static dev.highorder.StepSize.DIVIDED;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.Stride;
import dev.highorder.Tableau;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.TableClassifier;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.DjlExamples;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.table.Holdout;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.net.BottleneckEuler;
import dev.highorder.engine.Engines;
import dev.highorder.huggingface.FileTokenizer;
import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.source.ImageSource;
import dev.highorder.source.ReadingOptions;
import dev.highorder.source.Sources;
import dev.highorder.source.csv.CsvFile;
import dev.highorder.subnet.ResNetBasicSubNet;
import dev.highorder.subnet.VggSubNet;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.Rows;
import dev.highorder.token.Tokenizer;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The fragments of code in README and in docs, so that they compile. */
final class Snippets {

  private Snippets() {}

  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4},
      subNets = 28)
  public static Block vgg(int channels) {
    return new VggSubNet(channels);
  }

  @HighOrder(
      scheme = {EULER, MIDPOINT, RK4},
      subNets = 28,
      step = DIVIDED,
      h = 7)
  static Block equalTime(int channels) {
    return new VggSubNet(channels);
  }

  @Tableau(
      order = 3,
      value =
          """
               0  |
              1/2 | 1/2
               1  | -1   2
                  | 1/6 2/3 1/6
          """)
  interface Simpson {}

  @HighOrder(tableauOf = Simpson.class, blocks = 9)
  static Block unit(int channels) {
    return new VggSubNet(channels);
  }

  @HighOrder(scheme = RK4, blocks = 2)
  static Block leakyUnit(int channels, float slope) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build())
        .add(x -> Activation.leakyRelu(x, slope));
  }

  @HighOrder(scheme = RK4, blocks = 4)
  static Block leaky(int channels) {
    return leakyUnit(channels, 0.1f);
  }

  static void leakyUnits() {
    LeakyUnitRk4.network(10, new int[] {8}, 0.1f);
    LeakyUnitRk4.withBlocks(4, 8, 0.1f);
  }

  static ImageClassifier leakyClassifier(Path directory) throws IOException {
    return ImageClassifier.load(
        directory, (blocks, width) -> LeakyUnitRk4.withBlocks(blocks, width, 0.1f));
  }

  static void answers(ImageClassifier classifier) throws IOException {
    Prediction prediction = classifier.classify(Path.of("star.png"));
    ClassProbability best = prediction.best();
    List<ClassProbability> three = prediction.top(3);
    double star = prediction.probability("star");
    System.out.println(best + " " + three + " " + star);
  }

  static void saveHoweverItWasTrained(Network network) throws IOException {
    SavedClassifier.builder()
        .setNetwork(network)
        .setClasses(List.of("circle", "star"))
        .setInput(new ImageFormat(3, 32, 32, Normalisation.none()))
        .save(Path.of("shapes"));
  }

  /** A class of an application that shares HighOrder with others. */
  private static final class Plugin {}

  static ImageClassifier ofPlugin() throws IOException {
    ImageClassifier classifier =
        ImageClassifier.builder()
            .setDirectory(Path.of("shapes"))
            .optClassLoader(Plugin.class.getClassLoader())
            .optEngine(Engines.start("", 2))
            .load();
    return classifier;
  }

  static Network imageNet() {
    Network network =
        Network.builder()
            .setClasses(1000)
            .setWidths(64)
            .setBlocks(3, 4, 6, 3)
            .setStack(BottleneckEuler::withBlocks)
            .optLayout(Layout.IMAGENET)
            .build();
    return network;
  }

  @HighOrder(
      scheme = EULER,
      blocks = {2, 2, 2, 2},
      afterSum = AfterSum.RELU)
  static Block basic(int channels, @Stride int stride) { // BasicEuler: ResNet-18
    return new ResNetBasicSubNet(channels, stride);
  }

  static Network resNet18() {
    Network resNet18 =
        Network.builder()
            .setClasses(1000)
            .setWidths(64)
            .setBlocks(2, 2, 2, 2)
            .setStack(BasicEuler::withBlocks, BasicEuler::withShapeChange)
            .optLayout(Layout.IMAGENET)
            .build();
    return resNet18;
  }

  static LabelledImages ownImages() throws IOException {
    ImageSource data =
        Sources.open(
            Path.of("data"),
            ReadingOptions.builder().optResize(32, 32, Preparation.stretch()).build());
    LabelledImages training = data.read(DataSplit.TRAIN);
    LabelledImages validation = data.read(DataSplit.TEST);
    return training.size() > validation.size() ? training : validation;
  }

  record StopAtAccuracy(double accuracy) implements TrainingCallback {
    @Override
    public void onEpochEnd(TrainingContext run, EpochResult result) {
      if (result.validation().accuracy() >= accuracy) {
        run.finish();
      }
    }
  }

  static void embed() throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(Path.of("shapes"))) {
      System.out.println(classifier.classify(Path.of("star.png")).best());
    }
  }

  static void classifyARow() throws IOException {
    try (TableClassifier classifier = TableClassifier.load(Path.of("leaves"))) {
      Map<String, String> leaf =
          Map.of("length_mm", "101.5", "width_mm", "58", "lobes", "5", "margin", "lobed");
      System.out.println(classifier.classify(leaf).best());
    }
  }

  static LabelledRows ownRows() throws IOException {
    Rows rows = CsvFile.read(Path.of("leaves.csv"));
    ColumnChoice columns = ColumnChoice.label("tree");
    Holdout parts = Holdout.of(rows, "tree", columns.features(rows), 0.2, 1);
    LabelledRows training = LabelledRows.of(parts.training(), columns);
    LabelledRows validation = LabelledRows.of(parts.test(), columns, training.classes());
    return training.size() > validation.size() ? training : validation;
  }

  static LabelledTexts tokenized(Rows rows) throws IOException {
    Tokenizer tokenizer = FileTokenizer.read(Path.of("reviews-tokenizer.json"));
    LabelledTexts reviews = LabelledTexts.of(rows, "review", "sentiment", tokenizer, 128);
    return reviews;
  }

  static void classifyAText() throws IOException {
    try (TextClassifier classifier = TextClassifier.load(Path.of("reviews"))) {
      System.out.println(classifier.classify("A charming film.").best());
    }
  }

  static DjlExamples ofDataset(RandomAccessDataset dataset, NDManager manager) throws IOException {
    DjlExamples examples =
        DjlExamples.builder()
            .setDataset(dataset)
            .setClasses(List.of("inner", "outer"))
            .setManager(manager)
            .build();
    return examples;
  }
}
