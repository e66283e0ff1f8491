package dev.highorder.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Images;
import dev.highorder.artifact.Manifest;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.onnx.OnnxSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The input, output and metadata that the ONNX model of a classifier has. */
@SuppressWarnings("exports") // for the rooms of this library
public final class Signatures {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Signatures() {}

  /** Returns the signature of an exported classifier. */
  public static OnnxSignature of(ExportRecord export) {
    return of(export.classifier(), export.images(), export.returnsProbabilities());
  }

  /**
   * Returns a signature.
   *
   * @throws IllegalArgumentException if examples that are no images shall be read as images
   */
  static OnnxSignature of(Manifest manifest, Images images, boolean returnsProbabilities) {
    return new OnnxSignature(
        LongStream.of(manifest.input().shape().getShape()).boxed().toList(),
        pixels(manifest, images),
        returnsProbabilities,
        manifest.classes().size(),
        metadata(manifest));
  }

  private static Optional<OnnxSignature.Pixels> pixels(Manifest manifest, Images images) {
    if (images == Images.NORMALISED) {
      return Optional.empty();
    }
    if (!(manifest.input() instanceof ImageFormat format)) {
      throw new IllegalArgumentException(
          "The classifier reads examples of the kind %s, so its model cannot read images. Export it without uint8."
              .formatted(manifest.input().kind()));
    }
    Normalisation normalisation = format.normalisation();
    // As Normalisation computes them.
    List<Float> scale = normalisation.std().stream().map(std -> 1 / (255 * std)).toList();
    List<Float> shift =
        IntStream.range(0, normalisation.channels())
            .mapToObj(c -> -normalisation.mean().get(c) / normalisation.std().get(c))
            .toList();
    OnnxSignature.Order order =
        images == Images.NHWC ? OnnxSignature.Order.NHWC : OnnxSignature.Order.NCHW;
    return Optional.of(new OnnxSignature.Pixels(order, scale, shift));
  }

  private static Map<String, String> metadata(Manifest manifest) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("classes", GSON.toJson(manifest.classes()));
    metadata.put("kind", manifest.input().kind());
    metadata.put("scheme", manifest.network().scheme());
    metadata.put("size", GSON.toJson(manifest.input().shape().getShape()));
    if (manifest.input() instanceof ImageFormat format) {
      metadata.put("mean", GSON.toJson(format.normalisation().mean()));
      metadata.put("std", GSON.toJson(format.normalisation().std()));
    }
    return metadata;
  }
}
