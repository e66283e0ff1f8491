package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.util.JsonUtils;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.ClassificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: the loss and accuracy of a saved classifier on held-out images. */
@Command(
    name = "evaluate",
    description = "Evaluates a saved classifier on the test images of a data set.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engineOptions;

  @Parameters(paramLabel = "CLASSIFIER", description = "The directory that train saved.")
  private Path directory;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images of a batch.",
      defaultValue = "64")
  private int batch;

  @Option(
      names = "--confusion-matrix",
      paramLabel = "FILE",
      description = "Draw which class was taken for which, as a PNG.")
  private Path image;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Engine engine = engineOptions.start();
    try (ImageClassifier classifier =
        ImageClassifier.load(directory, engine, engineOptions.device(engine))) {
      LabelledImages images = data.read(DataSplit.TEST);
      ClassificationReport report =
          classifier.evaluate(
              ExampleDataset.builder()
                  .setExamples(images)
                  .setFormat(classifier.manifest().input())
                  .optBatchSize(batch)
                  .build());
      System.out.println(json ? JsonUtils.GSON_PRETTY.toJson(report) : text(report));
      if (image != null) {
        ImageIO.write(ConfusionMatrixChart.of(report), "png", image.toFile());
        System.err.println("Which class was taken for which: " + image);
      }
    }
    return 0;
  }

  private static String text(ClassificationReport report) {
    TextTable overall = new TextTable("images", "loss", "accuracy", "top 5", "calibration error");
    overall.row(
        report.overall().examples(),
        "%.4f".formatted(report.overall().loss()),
        percent(report.overall().accuracy()),
        percent(report.topFive()),
        percent(report.calibrationError()));
    TextTable classes = new TextTable("class", "images", "precision", "recall", "F1");
    for (ClassificationReport.ClassScore score : report.classes()) {
      classes.row(
          score.name(),
          score.examples(),
          percent(score.precision()),
          percent(score.recall()),
          percent(score.f1()));
    }
    return overall + "\n" + classes;
  }

  private static String percent(double share) {
    return "%.2f%%".formatted(100 * share);
  }
}
