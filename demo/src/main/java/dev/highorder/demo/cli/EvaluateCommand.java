package dev.highorder.demo.cli;

import dev.highorder.classifier.Classifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.ConfusionMatrixChart;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.OutputFile;
import dev.highorder.demo.cli.output.PngFile;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.evaluation.ClassificationReport.ClassScore;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code evaluate}: the scores of a saved classifier on a test set. */
@Command(
    name = "evaluate",
    description = "Evaluates a saved classifier on the test set of a data set.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engineOptions;

  @Parameters(
      paramLabel = "CLASSIFIER",
      description = "Directory that train saved or export wrote.")
  private Path directory;

  @Option(
      names = "--batch",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Batch size.",
      defaultValue = "64")
  private int batch;

  @Option(
      names = "--confusion-matrix",
      paramLabel = "FILE",
      description =
          "Draw the confusion matrix as a PNG. If that fails, the scores are printed all the same,"
              + " and the exit code is 1.")
  private Path image;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (image != null) {
      new OutputFile(image).requireWritable();
    }
    DataSpec source = data.spec();
    try (Classifier classifier = engineOptions.spec().classifier(directory)) {
      ParameterOrigin.print(classifier.manifest());
      ExampleSet examples = source.test(classifier);
      ClassificationReport report = evaluate(classifier, examples);
      System.out.println(json ? Json.of(report) : text(report));
      if (image != null) {
        PngFile.write(image, () -> ConfusionMatrixChart.of(report));
        System.err.println("Confusion matrix: " + ForeignText.show(image));
      }
    }
    return 0;
  }

  private ClassificationReport evaluate(Classifier classifier, ExampleSet examples)
      throws IOException {
    try {
      return classifier.evaluate(
          ExampleDataset.builder()
              .setExamples(examples)
              .setFormat(classifier.manifest().input())
              .optBatchSize(batch)
              .build());
    } catch (ArithmeticException e) { // its answers are not numbers
      throw new IOException(ForeignText.show(directory) + ": " + e.getMessage(), e);
    }
  }

  private static String text(ClassificationReport report) {
    Table<ClassificationReport> overall =
        Table.of(List.of(report))
            .column("examples", r -> r.overall().examples())
            .column("loss", r -> r.overall().loss(), "%.4f")
            .column("accuracy", r -> Table.percent(r.overall().accuracy(), 2))
            .column("balanced", r -> Table.percent(r.balancedAccuracy(), 2))
            .column("top 5", r -> Table.percent(r.topFive(), 2))
            .column("calibration error", r -> Table.percent(r.calibrationError(), 2));
    Table<ClassScore> classes =
        Table.of(report.classes())
            .column("class", ClassScore::name)
            .column("examples", ClassScore::examples)
            .column("precision", score -> Table.percent(score.precision(), 2))
            .column("recall", score -> Table.percent(score.recall(), 2))
            .column("F1", score -> Table.percent(score.f1(), 2));
    return overall.text() + "\n" + classes.text();
  }
}
