package dev.highorder.demo.cli;

import dev.highorder.Scheme;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.input.ImageFormat;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StepSizeSetting;
import dev.highorder.text.ForeignText;
import dev.highorder.weights.Imported;
import dev.highorder.weights.ImportedTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A description of an import: the tensors that were read, and where they went. */
record ImportReport(
    Path file,
    Path classifier,
    NetworkSpec network,
    Imported imported,
    List<String> classes,
    ImageFormat format) {

  private static final String IGNORED = "(ignored)";

  /** A tensor, as JSON has it. */
  private record Row(String tensor, String type, List<Long> shape, String parameter) {

    static Row of(ImportedTensor tensor) {
      List<Long> shape = Arrays.stream(tensor.shape().getShape()).boxed().toList();
      return new Row(tensor.name(), tensor.type(), shape, tensor.address());
    }
  }

  /** The whole import, as JSON has it. */
  private record Result(
      String file,
      String classifier,
      NetworkSpec network,
      List<String> classes,
      boolean computesWhatTheFileDoes,
      long used,
      long ignored,
      List<String> initialised,
      List<Row> tensors) {}

  String json() {
    return Json.of(
        new Result(
            file.toString(),
            classifier.toString(),
            network,
            classes,
            isResNet(),
            imported.used(),
            imported.tensors().size() - imported.used(),
            imported.initialised(),
            imported.tensors().stream().map(Row::of).toList()));
  }

  String text(boolean all) {
    return (all ? tensors() : parts()) + "\n" + sentences();
  }

  private String tensors() {
    return Table.of(imported.tensors())
        .column("tensor", ImportedTensor::name)
        .column("type", ImportedTensor::type)
        .column("shape", tensor -> tensor.shape().toString())
        .column("parameter", ImportReport::target)
        .text();
  }

  private static String target(ImportedTensor tensor) {
    return tensor.address().isEmpty() ? IGNORED : tensor.address();
  }

  /** The tensors of each part of the network: stem, stacks, head. */
  private String parts() {
    Map<String, List<ImportedTensor>> parts =
        imported.tensors().stream()
            .collect(
                Collectors.groupingBy(
                    tensor -> target(tensor).replaceFirst("\\..*", ""),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return Table.of(List.copyOf(parts.entrySet()))
        .column("part", Map.Entry::getKey)
        .column("tensors", part -> part.getValue().size())
        .column("values", part -> values(part.getValue()))
        .column("type", part -> types(part.getValue()))
        .column("first", part -> part.getValue().get(0).name())
        .column("last", part -> part.getValue().get(part.getValue().size() - 1).name())
        .text();
  }

  private static long values(List<ImportedTensor> tensors) {
    return tensors.stream().mapToLong(tensor -> tensor.shape().size()).sum();
  }

  private static String types(List<ImportedTensor> tensors) {
    return String.join(
        ",",
        tensors.stream().map(ImportedTensor::type).collect(Collectors.toCollection(TreeSet::new)));
  }

  private String sentences() {
    String head =
        imported.initialised().isEmpty()
            ? ""
            : "The last layer has new values for %s classes: train the classifier before you use it.%n"
                .formatted(classes.size());
    return String.format(
        Locale.ROOT,
        "%s tensors of %s were read, %s ignored.%n%s%s"
            + "Network: %s, blocks %s, widths %s, %s classes.%n"
            + "Images: %s x %s pixels, %s, mean %s, standard deviation %s.%n"
            + "Classifier: %s",
        imported.used(),
        ForeignText.show(file),
        imported.tensors().size() - imported.used(),
        head,
        scheme(),
        network.name(),
        network.blocks(),
        network.widths(),
        classes.size(),
        format.height(),
        format.width(),
        format.preparation().resize().name().toLowerCase(Locale.ROOT),
        format.normalisation().mean(),
        format.normalisation().std(),
        ForeignText.show(classifier));
  }

  /** Returns what another scheme, or another step size, than the file's means. */
  private String scheme() {
    return isResNet()
        ? ""
        : ("The blocks of the file are steps of Euler's scheme with h = 1, those of %s are not: the network has"
                + " the parameters of the file but computes something else. Recalibrate or train the"
                + " classifier before you use it.%n")
            .formatted(network.name());
  }

  private boolean isResNet() {
    return imported.network().stacks().stream()
        .map(HighOrderStack::description)
        .allMatch(
            stack ->
                stack.scheme().equals(Scheme.EULER.name())
                    && stack.stepSize().equals(StepSizeSetting.ONE));
  }
}
