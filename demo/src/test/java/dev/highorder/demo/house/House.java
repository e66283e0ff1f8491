package dev.highorder.demo.house;

import java.util.List;

/**
 * The rooms of this library: one row for each package with its rule, as in {@code
 * docs/architecture.md}. A new package needs a row here and there.
 */
final class House {

  private static final String DJL = "ai.djl";
  private static final String COMPILER = "javax.lang.model";
  private static final String JAVAPOET = "com.squareup.javapoet";
  private static final String FRACTION = "org.apache.commons.numbers.fraction";
  private static final String BACKEND = "dev.highorder.backend";
  private static final String DATASET = "dev.highorder.dataset";
  private static final String MXNET = "dev.highorder.mxnet";
  private static final String TRAINING = "dev.highorder.training";

  /** Every package that is shipped. */
  static final List<Room> ROOMS =
      List.of(
          // annotations
          Room.only("dev.highorder", "dev.highorder"),
          // processor
          Room.without("dev.highorder.processor", DJL),
          Room.without("dev.highorder.processor.model", DJL, JAVAPOET),
          Room.without("dev.highorder.processor.validation", DJL, JAVAPOET),
          Room.without("dev.highorder.processor.diagnostic", DJL, "dev.highorder.scheme"),
          Room.without("dev.highorder.processor.writing", DJL, "javax.tools"),
          Room.only("dev.highorder.scheme", "dev.highorder", "dev.highorder.scheme", FRACTION),
          // runtime: the parts of networks
          Room.without("dev.highorder.stack", "dev.highorder.network", TRAINING, DATASET),
          Room.without("dev.highorder.subnet", "dev.highorder.stack", "dev.highorder.network"),
          Room.without("dev.highorder.network", TRAINING, DATASET, BACKEND),
          // runtime: data
          Room.without("dev.highorder.image", DJL, DATASET),
          Room.without("dev.highorder.input", DATASET, TRAINING, "javax.imageio"),
          Room.without("dev.highorder.augmentation", DJL, DATASET),
          Room.without("dev.highorder.dataset", "dev.highorder.image", "java.awt", TRAINING),
          Room.without("dev.highorder.dataset.image", DJL, "dev.highorder.source"),
          Room.without("dev.highorder.dataset.table", DJL, "dev.highorder.source"),
          Room.without("dev.highorder.dataset.text", DJL, "dev.highorder.source"),
          Room.without("dev.highorder.source", DJL, "dev.highorder.augmentation"),
          Room.without("dev.highorder.source.csv", DJL, DATASET),
          Room.without("dev.highorder.shapes", DJL, "dev.highorder.source"),
          Room.only(
              "dev.highorder.table",
              "dev.highorder.table",
              "dev.highorder.text",
              "dev.highorder.storage"),
          Room.only("dev.highorder.text", "dev.highorder.text"),
          Room.only("dev.highorder.token", "dev.highorder.token", "dev.highorder.storage"),
          Room.without("dev.highorder.huggingface", DATASET, TRAINING, MXNET),
          // runtime: training
          Room.without("dev.highorder.recipe", DJL, DATASET),
          Room.without("dev.highorder.optimizer", MXNET, DATASET),
          Room.without("dev.highorder.evaluation", MXNET, TRAINING),
          Room.without(TRAINING, MXNET, "dev.highorder.image", "dev.highorder.classifier"),
          Room.without("dev.highorder.training.callback", MXNET, "dev.highorder.image"),
          Room.without("dev.highorder.training.checkpoint", MXNET, "dev.highorder.network"),
          Room.without("dev.highorder.training.diagnosis", MXNET, DATASET),
          Room.without("dev.highorder.training.state", DJL, MXNET),
          // runtime: classifiers
          Room.without("dev.highorder.storage", "dev.highorder.network", TRAINING, DATASET),
          Room.without("dev.highorder.generated", MXNET, TRAINING, DATASET),
          Room.without("dev.highorder.artifact", MXNET, "dev.highorder.classifier"),
          Room.without("dev.highorder.export", MXNET, TRAINING, "dev.highorder.classifier"),
          Room.without("dev.highorder.classifier", MXNET, "dev.highorder.graph"),
          Room.without(
              "dev.highorder.serving",
              DJL,
              MXNET,
              TRAINING,
              DATASET,
              "dev.highorder.serving.metrics"),
          Room.without("dev.highorder.serving.metrics", DJL, "dev.highorder.classifier"),
          Room.without("dev.highorder.weights", MXNET, TRAINING, DATASET, "dev.highorder.artifact"),
          // runtime: engines
          Room.without("dev.highorder.backend", MXNET, "dev.highorder.stack"),
          Room.without("dev.highorder.engine", "dev.highorder.network", TRAINING),
          Room.only("dev.highorder.graph", "dev.highorder.graph"),
          Room.only(
              "dev.highorder.onnx",
              "dev.highorder.onnx",
              "dev.highorder.graph",
              "ai.onnx.proto",
              "com.google.protobuf"),
          Room.without("dev.highorder.onnxruntime", "ai.djl", MXNET, TRAINING, DATASET),
          Room.without("dev.highorder.mxnet", "dev.highorder.engine", TRAINING, DATASET),
          Room.without("dev.highorder.mxnet.cuda", "ai.djl.mxnet", "dev.highorder.graph"),
          // demo
          Room.without("dev.highorder.demo", DJL),
          Room.without("dev.highorder.demo.net", MXNET, "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.experiment", MXNET, "picocli"),
          Room.without("dev.highorder.demo.experiment.surface", MXNET, "picocli"),
          Room.without(
              "dev.highorder.demo.experiment.run", MXNET, "picocli", "dev.highorder.demo.cli"),
          Room.only(
              "dev.highorder.demo.statistics",
              "dev.highorder.demo.statistics",
              "org.apache.commons.statistics.distribution"),
          Room.without(
              "dev.highorder.demo.experiment.item",
              MXNET,
              "picocli",
              "dev.highorder.demo.cli.training"),
          Room.without("dev.highorder.demo.chart", DJL, "picocli", "dev.highorder.demo.experiment"),
          Room.without(
              "dev.highorder.demo.report", DJL, "picocli", "dev.highorder.demo.experiment"),
          Room.without("dev.highorder.demo.cli", "ai.djl.mxnet", "dev.highorder.graph"),
          Room.without("dev.highorder.demo.cli.doctor", "ai.djl.mxnet", "picocli"),
          Room.without("dev.highorder.demo.cli.options", DJL, "dev.highorder.demo.cli.output"),
          Room.without("dev.highorder.demo.cli.output", "picocli", "dev.highorder.demo.net"),
          Room.without("dev.highorder.demo.cli.training", MXNET, "dev.highorder.demo.bench"),
          Room.without("dev.highorder.demo.bench", "picocli", "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.bench.harness", DJL, "dev.highorder.demo.net"),
          Room.without("dev.highorder.demo.bench.workload", "picocli", "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.bench.baseline", "dev.highorder.stack", TRAINING));

  /** The libraries and packages that only some rooms may name. */
  static final List<Reservation> RESERVED =
      List.of(
          Reservation.of("dev.highorder.demo", "dev.highorder.demo"),
          Reservation.of("dev.highorder.processor", "dev.highorder.processor"),
          Reservation.of("ai.djl.mxnet", MXNET),
          Reservation.of("com.sun.jna", MXNET),
          Reservation.of("ai.djl.pytorch"),
          Reservation.of("ai.djl.huggingface", "dev.highorder.huggingface"),
          Reservation.of(MXNET, MXNET, "dev.highorder.engine", "dev.highorder.demo"),
          Reservation.of(COMPILER, "dev.highorder.processor"),
          Reservation.of("com.google.auto", "dev.highorder.processor"),
          Reservation.of(JAVAPOET, "dev.highorder.processor.writing"),
          Reservation.of("javax.imageio", "dev.highorder.image", "dev.highorder.demo"),
          Reservation.of("picocli", "dev.highorder.demo"),
          Reservation.of("de.siegmar", "dev.highorder.source.csv"),
          Reservation.of("io.micrometer", "dev.highorder.serving.metrics"),
          Reservation.of("org.jfree", "dev.highorder.demo.chart"),
          Reservation.of("org.apache.batik", "dev.highorder.demo.chart"),
          Reservation.of("org.apache.commons.statistics", "dev.highorder.demo.statistics"),
          Reservation.of("ai.onnx.proto", "dev.highorder.onnx"),
          Reservation.of("com.google.protobuf", "dev.highorder.onnx"),
          Reservation.of("ai.onnxruntime", "dev.highorder.onnxruntime", "dev.highorder.demo.bench"),
          Reservation.of("org.openjdk.jmh", "dev.highorder.demo.bench"),
          Reservation.of("System.out", "dev.highorder.demo"),
          Reservation.of("System.err", "dev.highorder.demo"));

  private static final Area ANNOTATIONS = area("annotations", List.of(), "");
  private static final Area NETWORKS =
      area("networks", List.of(ANNOTATIONS), "network", "subnet", "stack");
  private static final Area ENGINES =
      area("engines", List.of(NETWORKS), "engine", "graph", "backend", "mxnet", "onnx");
  private static final Area DATA =
      area(
          "data",
          List.of(ENGINES),
          "source",
          "shapes",
          "dataset",
          "augmentation",
          "image",
          "input",
          "storage",
          "table",
          "text",
          "token",
          "huggingface");
  private static final Area TRAINING_AREA =
      area("training", List.of(ENGINES, DATA), "training", "optimizer", "evaluation", "recipe");
  private static final Area APPLICATIONS =
      area(
          "applications",
          List.of(TRAINING_AREA),
          "serving",
          "classifier",
          "artifact",
          "generated",
          "weights",
          "export",
          "onnxruntime");
  private static final Area COMPILE_TIME =
      area("compile time", List.of(ANNOTATIONS), "processor", "scheme");
  private static final Area DEMO =
      area("demo", List.of(APPLICATIONS, area("mathematics", List.of(), "scheme")), "demo");

  /** The areas of {@code docs/architecture.svg} with its solid arrows, from below. */
  static final List<Area> AREAS =
      List.of(
          ANNOTATIONS, NETWORKS, ENGINES, DATA, TRAINING_AREA, APPLICATIONS, COMPILE_TIME, DEMO);

  /** The largest number of lines of a file that is shipped. */
  static final int MAX_LINES = 300;

  /** Files that may be longer, each since it is one table. */
  static final List<String> TABLES = List.of("annotations/src/main/java/dev/highorder/Scheme.java");

  private House() {}

  private static Area area(String title, List<Area> below, String... rooms) {
    return new Area(title, List.of(rooms), below);
  }
}
