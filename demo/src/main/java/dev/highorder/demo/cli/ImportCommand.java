package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.ImportedInputOptions;
import dev.highorder.demo.cli.options.ImportedNetworkOptions;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Layout;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.ForeignTensors;
import dev.highorder.text.ForeignText;
import dev.highorder.weights.FileSizes;
import dev.highorder.weights.Imported;
import dev.highorder.weights.MappedTensors;
import dev.highorder.weights.NameRules;
import dev.highorder.weights.WeightImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code import}: a classifier with weights that another program has trained. */
@Command(
    name = "import",
    description =
        "Reads weights from a safetensors file of another program, such as those of a ResNet of"
            + " torchvision, and saves them as a classifier.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ImportCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "Safetensors file with values of the type F32, F16, BF16 or F64.")
  private Path from;

  @Mixin private ImportedNetworkOptions network;
  @Mixin private ImportedInputOptions input;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the saved classifier.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the classifier that is there already.")
  private boolean overwrite;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rules that map the names of the file to parameters. Default: those for ResNets of"
              + " torchvision, timm and Hugging Face.")
  private Path rules;

  @Option(
      names = "--new-head",
      description =
          "Do not read the last layer, but give it new values, for other classes. The classifier must"
              + " be trained then.")
  private boolean newHead;

  @Option(names = "--verbose", description = "Print each tensor, not each part of the network.")
  private boolean verbose;

  @Option(names = "--json", description = "Print the result as JSON, with each tensor.")
  private boolean json;

  @Mixin private EngineOptions engineOptions;

  @Override
  public Integer call() throws IOException {
    network.check(engineOptions.spec());
    SavedClassifier.requireWritable(out, overwrite);
    NameRules names = rules == null ? NameRules.ofResNets() : NameRules.read(rules);
    MappedTensors file = MappedTensors.of(ForeignTensors.open(from), names);
    FileSizes sizes = FileSizes.of(file);
    List<String> classes = input.classes(sizes.classes(), newHead);
    NetworkSpec spec = network.spec(sizes);
    spec.requireFits(engineOptions.spec());
    ImageFormat format = input.format(isLarge(spec));
    Engine engine = engineOptions.spec().start();
    try (NDManager manager = engine.newBaseManager(engineOptions.spec().device(engine))) {
      Imported imported =
          new WeightImport(file, () -> spec.create(classes.size()), format.shape(), newHead)
              .load(manager);
      save(imported, classes, format, names);
      ImportReport report = new ImportReport(from, out, spec, imported, classes, format);
      System.out.println(json ? report.json() : report.text(verbose));
    }
    return 0;
  }

  private static boolean isLarge(NetworkSpec spec) {
    return spec.layout() == Layout.IMAGENET || spec.layout() == Layout.IMAGENET_PREACTIVATION;
  }

  private void save(Imported imported, List<String> classes, ImageFormat format, NameRules names)
      throws IOException {
    SavedClassifier.builder()
        .setNetwork(imported.network())
        .setClasses(classes)
        .setInput(format)
        .optImported(
            new Manifest.Imported(FileRecord.of(from), ForeignText.show(names.name()), newHead))
        .optOverwrite(overwrite)
        .save(out);
  }
}
