package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.util.JsonUtils;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.dataset.PictureSplit;
import dev.highorder.evaluation.ClassificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: the loss and accuracy of a saved classifier on held-out pictures. */
@Command(
    name = "evaluate",
    description = "Evaluates a saved classifier on the test pictures of a data set.",
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
      description = "Pictures of a batch.",
      defaultValue = "64")
  private int batch;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw which class was taken for which, as a PNG.")
  private Path picture;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Engine engine = engineOptions.start();
    try (ImageClassifier classifier =
        ImageClassifier.load(directory, engine, engineOptions.device(engine))) {
      LabelledPictures pictures = data.read(PictureSplit.TEST);
      ClassificationReport report =
          classifier.evaluate(
              PictureDataset.builder()
                  .setPictures(pictures)
                  .setNormalisation(classifier.manifest().input().normalisation())
                  .optBatchSize(batch)
                  .build());
      System.out.println(json ? JsonUtils.GSON_PRETTY.toJson(report) : text(report));
      if (picture != null) {
        ImageIO.write(ConfusionPicture.of(report), "png", picture.toFile());
        System.err.println("Which class was taken for which: " + picture);
      }
    }
    return 0;
  }

  private static String text(ClassificationReport report) {
    TextTable overall = new TextTable("pictures", "loss", "accuracy", "top 5", "calibration error");
    overall.row(
        report.overall().pictures(),
        "%.4f".formatted(report.overall().loss()),
        percent(report.overall().accuracy()),
        percent(report.topFive()),
        percent(report.calibrationError()));
    TextTable classes = new TextTable("class", "pictures", "precision", "recall", "F1");
    for (ClassificationReport.ClassScore score : report.classes()) {
      classes.row(
          score.name(),
          score.pictures(),
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
