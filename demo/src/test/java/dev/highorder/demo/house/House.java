package dev.highorder.demo.house;

import java.util.List;

/**
 * The rooms of this library: one row for each package with its rule, as in {@code
 * docs/architecture.md}. A new package needs a row here and there.
 */
final class House {

  private static final String DJL = "ai.djl";
  private static final String COMPILER = "javax.lang.model";
  private static final String MXNET = "dev.highorder.mxnet";

  /** Every package that is shipped. */
  static final List<Room> ROOMS =
      List.of(
          // annotations
          Room.only("dev.highorder", "dev.highorder"),
          // processor
          Room.without("dev.highorder.processor", DJL),
          Room.without("dev.highorder.processor.model", DJL, "com.squareup.javapoet"),
          Room.only("dev.highorder.scheme", "dev.highorder", "org.apache.commons.numbers.fraction"),
          Room.without("dev.highorder.processor.validation", DJL, "com.squareup.javapoet"),
          Room.without("dev.highorder.processor.diagnostic", DJL, "dev.highorder.scheme"),
          Room.without("dev.highorder.processor.writing", DJL, "javax.annotation.processing.Filer"),
          // runtime: what generated code is made of
          Room.without("dev.highorder.stack", "dev.highorder.network", "dev.highorder.training"),
          Room.without("dev.highorder.subnet", "dev.highorder.stack", "dev.highorder.network"),
          Room.without("dev.highorder.network", "dev.highorder.image", "dev.highorder.training"),
          // runtime: data
          Room.without("dev.highorder.image", DJL, "dev.highorder.dataset"),
          Room.without("dev.highorder.augmentation", DJL, "dev.highorder.dataset"),
          Room.without("dev.highorder.source", DJL, "dev.highorder.dataset"),
          Room.without("dev.highorder.shapes", DJL, "dev.highorder.dataset"),
          Room.without("dev.highorder.dataset", "dev.highorder.network", "dev.highorder.training"),
          // runtime: training
          Room.without("dev.highorder.recipe", DJL, "dev.highorder.dataset"),
          Room.without("dev.highorder.optimizer", MXNET, "dev.highorder.network"),
          Room.without("dev.highorder.parameters", MXNET, "dev.highorder.network"),
          Room.without("dev.highorder.evaluation", MXNET, "dev.highorder.training"),
          Room.without("dev.highorder.training", MXNET, "dev.highorder.classifier"),
          // runtime: what is kept and embedded
          Room.without("dev.highorder.storage", "dev.highorder.network", "dev.highorder.training"),
          Room.without("dev.highorder.artifact", MXNET, "dev.highorder.classifier"),
          Room.without("dev.highorder.classifier", MXNET, "dev.highorder.training"),
          // runtime: engines
          Room.without("dev.highorder.engine", "dev.highorder.network", "dev.highorder.training"),
          Room.without("dev.highorder.compiled", MXNET, "dev.highorder.engine"),
          Room.without("dev.highorder.graph", DJL, "dev.highorder.stack", "dev.highorder.network"),
          Room.without("dev.highorder.mxnet", "dev.highorder.stack", "dev.highorder.network"),
          Room.without("dev.highorder.mxnet.cuda", "ai.djl.mxnet", "dev.highorder.graph"),
          // demo
          Room.without("dev.highorder.demo", DJL),
          Room.without("dev.highorder.demo.net", MXNET, "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.onnx", DJL, "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.experiment", MXNET, "dev.highorder.demo.cli"),
          Room.without("dev.highorder.demo.bench", "dev.highorder.demo.cli", "picocli"),
          Room.without("dev.highorder.demo.cli", "ai.djl.mxnet", "dev.highorder.graph"));

  /** The libraries and packages that only some rooms may name. */
  static final List<Reservation> RESERVED =
      List.of(
          Reservation.of("dev.highorder.demo", "dev.highorder.demo"),
          Reservation.of("dev.highorder.processor", "dev.highorder.processor"),
          Reservation.of("ai.djl.mxnet", MXNET),
          Reservation.of("com.sun.jna", MXNET),
          Reservation.of("ai.djl.pytorch"),
          Reservation.of(MXNET, MXNET, "dev.highorder.engine", "dev.highorder.demo"),
          Reservation.of(COMPILER, "dev.highorder.processor"),
          Reservation.of("com.google.auto", "dev.highorder.processor"),
          Reservation.of("com.squareup.javapoet", "dev.highorder.processor.writing"),
          Reservation.of(
              "javax.imageio", "dev.highorder.image", "dev.highorder.source", "dev.highorder.demo"),
          Reservation.of("picocli", "dev.highorder.demo"),
          Reservation.of("ai.onnx", "dev.highorder.demo.onnx"),
          Reservation.of("ai.onnxruntime", "dev.highorder.demo.bench"),
          Reservation.of("org.openjdk.jmh", "dev.highorder.demo.bench"),
          Reservation.of("System.out", "dev.highorder.demo"),
          Reservation.of("System.err", "dev.highorder.demo"));

  /** The largest number of lines of a file that is shipped. */
  static final int MAX_LINES = 300;

  /** Files that may be longer, each since it is one table. */
  static final List<String> TABLES = List.of("annotations/src/main/java/dev/highorder/Scheme.java");

  private House() {}
}
