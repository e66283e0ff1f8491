package dev.highorder.artifact;

import dev.highorder.storage.FileRecord;
import dev.highorder.storage.MayBeAbsent;
import java.util.List;

/**
 * The content of {@code export.json}: what an exported classifier is, and the proof that it
 * computes what the saved one computes.
 *
 * @param format the version of the directory's layout, {@value #FORMAT}
 * @param kind the program that the files are for
 * @param images how the network reads images: normalised numbers, or levels of 8 bits
 * @param returnsProbabilities whether it returns probabilities; if not, logits
 * @param isPlain whether batch normalisations are as they were; if not, they are folded into
 *     convolutions
 * @param files the files of the network
 * @param proof the comparison of the files with the saved classifier
 * @param classifier the manifest of the saved classifier
 */
public record ExportRecord(
    int format,
    Kind kind,
    Images images,
    boolean returnsProbabilities,
    boolean isPlain,
    List<FileRecord> files,
    Proof proof,
    Manifest classifier) {

  /** The version that this library writes. */
  public static final int FORMAT = 1;

  /** The program that an exported network is for. */
  public enum Kind {
    /** Whatever reads ONNX files, such as ONNX Runtime: {@code network.onnx}. */
    ONNX,
    /** MXNet without this library: {@code network-symbol.json} and {@code network-0000.params}. */
    MXNET
  }

  /** The form of the images that an exported network reads. */
  public enum Images {
    /** Numbers that the caller has normalised, or examples of another kind than images. */
    NORMALISED,
    /** Levels of 8 bits, {@code (batch, height, width, channels)}. */
    NHWC,
    /** Levels of 8 bits, {@code (batch, channels, height, width)}. */
    NCHW
  }

  /**
   * The comparison of an exported network, run by another program in a process of its own, with the
   * saved one.
   *
   * @param runtime the program that ran it, with its version
   * @param tolerance the largest difference that was allowed
   * @param difference the largest difference of a logit that was found, relative to the largest
   *     logit; of probabilities, which are at most 1, the largest difference
   * @param data a description of the test set; null if none were given
   * @param runs what was run
   */
  public record Proof(
      String runtime,
      double tolerance,
      double difference,
      @MayBeAbsent String data,
      List<Run> runs) {}

  /**
   * One part of a proof.
   *
   * @param examples {@code random} or {@code test set}
   * @param count how many examples
   * @param batch the batch size
   * @param optimisation the optimisations of the runtime: {@code all} or {@code none}
   * @param difference as in {@link Proof}, of this part
   * @param sameLabels how many examples have the same most probable class
   */
  public record Run(
      String examples,
      int count,
      int batch,
      String optimisation,
      double difference,
      int sameLabels) {}
}
