package dev.highorder.demo.cli;

import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Images;
import dev.highorder.artifact.ExportRecord.Kind;
import dev.highorder.artifact.ExportRecord.Run;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.export.ClassifierExport;
import dev.highorder.input.ImageFormat;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.FileRecord;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code export}: a saved classifier as files for other programs, with a proof. */
@Command(
    name = "export",
    description =
        "Writes a saved classifier as files for other programs, runs them in a process of their"
            + " own, and compares what they compute.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ExportCommand implements Callable<Integer> {

  /** The formats of the files, by their names on the command line. */
  private enum Format {
    ONNX,
    MXNET
  }

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Parameters(paramLabel = "CLASSIFIER", description = "Directory that train saved.")
  private Path directory;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "onnx, which ONNX Runtime and many other programs read, or mxnet, which MXNet and DJL"
              + " read without this library.",
      defaultValue = "onnx")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the exported classifier.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace an exported classifier that is there.")
  private boolean overwrite;

  @Option(
      names = "--uint8",
      paramLabel = "ORDER",
      description =
          "Let the model read images of 8 bits and normalise them itself: nhwc, (batch, height,"
              + " width, channels), or nchw. Default: normalised floats, (batch, channels, height,"
              + " width).")
  private ImageOrder order;

  /** The orders of the dimensions of images, by their names on the command line. */
  private enum ImageOrder {
    NHWC(Images.NHWC),
    NCHW(Images.NCHW);

    private final Images images;

    ImageOrder(Images images) {
      this.images = images;
    }
  }

  @Option(names = "--probabilities", description = "Let the model return probabilities, no logits.")
  private boolean probabilities;

  @Option(
      names = "--plain",
      description = "Leave batch normalisations as they are, instead of folding them.")
  private boolean plain;

  @Option(
      names = "--batch",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Largest batch size of the proof. The model takes any.",
      defaultValue = "32")
  private int batch;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (format == Format.MXNET && (order != null || probabilities)) {
      throw new IllegalArgumentException(
          "%s is for --format onnx: files for MXNet read normalised numbers and return logits. Leave it out."
              .formatted(order == null ? "--probabilities" : "--uint8"));
    }
    DataSpec source = data.spec();
    engine.spec().start();
    ClassifierExport export =
        ClassifierExport.builder()
            .setClassifier(directory)
            .optKind(format == Format.ONNX ? Kind.ONNX : Kind.MXNET)
            .optImages(order == null ? Images.NORMALISED : order.images)
            .optProbabilities(probabilities)
            .optPlain(plain)
            .optLargestBatch(batch)
            .optOverwrite(overwrite);
    heldOut(source).ifPresent(export::optExamples);
    ExportRecord written = export.write(out);
    System.out.println(json ? Json.of(written) : text(written));
    return 0;
  }

  /** Returns the test set; none if no data was named, and the classifier knows no drawn shapes. */
  private Optional<ExampleSet> heldOut(DataSpec source) throws IOException {
    SavedClassifier saved = SavedClassifier.open(directory);
    if (source.folder() == null
        && source.rows() == null
        && !(saved.manifest().input() instanceof ImageFormat image
            && image.channels() == 3
            && saved.manifest().classes().equals(DrawnShapes.classes()))) {
      return Optional.empty();
    }
    try (Classifier classifier = engine.spec().classifier(directory)) {
      return Optional.of(source.test(classifier));
    }
  }

  private String text(ExportRecord written) {
    String files =
        written.files().stream().map(FileRecord::name).collect(Collectors.joining(" and "));
    Table<Run> runs =
        Table.of(written.proof().runs())
            .column("examples", Run::examples)
            .column("count", Run::count)
            .column("batch", Run::batch)
            .column("optimisations", Run::optimisation)
            .column("largest difference", run -> difference(run.difference()))
            .column("same class", run -> run.sameLabels() + " of " + run.count());
    return "%sWritten: %s in %s. Largest difference on %s: %s, of %s allowed."
        .formatted(
            runs.text() + System.lineSeparator(),
            files,
            ForeignText.show(out),
            written.proof().runtime(),
            difference(written.proof().difference()),
            difference(written.proof().tolerance()));
  }

  private static String difference(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
