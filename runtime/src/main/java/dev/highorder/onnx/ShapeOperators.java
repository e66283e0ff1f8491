package dev.highorder.onnx;

import dev.highorder.graph.Tensor;
import dev.highorder.onnx.OnnxTranslation.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that move elements and compute nothing. */
final class ShapeOperators {

  static final Map<String, OnnxTranslation> ALL =
      Map.ofEntries(
          Map.entry("_np_reshape", ShapeOperators::reshape),
          Map.entry("_npx_reshape", ShapeOperators::reshape),
          Map.entry("_np_transpose", ShapeOperators::transpose),
          Map.entry("transpose", ShapeOperators::transpose),
          Map.entry("_npi_concatenate", ShapeOperators::concatenate),
          Map.entry("Concat", ShapeOperators::concatenate),
          Map.entry("_split_v2", ShapeOperators::split),
          Map.entry("expand_dims", ShapeOperators::expand),
          Map.entry("_npi_expand_dims", ShapeOperators::expand),
          Map.entry("Flatten", ShapeOperators::flatten));

  private static final long FROM_INPUT = -2;

  private ShapeOperators() {}

  /** MXNet writes the input's own length as -2, ONNX as 0; both write what remains as -1. */
  private static void reshape(Call call) {
    long[] shape = call.numbers("newshape");
    if (LongStream.of(shape).anyMatch(length -> length < FROM_INPUT || length == 0)) {
      throw call.untranslated();
    }
    Optional<Tensor> fixed = call.value(0);
    if (fixed.isPresent() && LongStream.of(shape).allMatch(length -> length > 0)) {
      List<Long> lengths = LongStream.of(shape).boxed().toList();
      call.writer().floats(call.output(), new Tensor(lengths, fixed.get().values()));
      return;
    }
    long[] lengths =
        LongStream.of(shape).map(length -> length == FROM_INPUT ? 0 : length).toArray();
    String target = call.writer().longs(call.part("shape"), lengths);
    call.writer().call("Reshape", List.of(call.input(0), target), call.output());
  }

  private static void transpose(Call call) {
    long[] axes = call.numbers("axes");
    if (axes.length == 0) {
      throw call.untranslated(); // it would move the batch
    }
    call.writer()
        .call("Transpose", List.of(call.input(0)), call.output(), OnnxWriter.setting("perm", axes));
  }

  private static void concatenate(Call call) {
    String name = call.setting("axis", call.setting("dim", "1"));
    call.writer()
        .call(
            "Concat",
            call.inputs(),
            call.output(),
            OnnxWriter.setting("axis", Long.parseLong(name.strip())));
  }

  /**
   * A part of what is split begins at each index and ends before the next one. The last part ends
   * where the tensor does, so each part is a slice.
   */
  private static void split(Call call) {
    long[] begins = call.numbers("indices");
    if (begins.length == 0 || call.is("squeeze_axis", "False")) {
      throw call.untranslated();
    }
    long axis = call.number("axis", "1");
    List<String> common = new ArrayList<>();
    common.add(call.writer().longs(call.part("axis"), axis));
    IntStream.range(0, begins.length)
        .forEach(
            i -> {
              long end = i + 1 < begins.length ? begins[i + 1] : Long.MAX_VALUE;
              call.writer()
                  .call(
                      "Slice",
                      List.of(
                          call.input(0),
                          call.writer().longs(call.part("begin" + i), begins[i]),
                          call.writer().longs(call.part("end" + i), end),
                          common.get(0)),
                      OnnxModel.output(call.output(), i));
            });
  }

  private static void expand(Call call) {
    String axes = call.writer().longs(call.part("axes"), call.number("axis", "0"));
    call.writer().call("Unsqueeze", List.of(call.input(0), axes), call.output());
  }

  private static void flatten(Call call) {
    call.writer()
        .call("Flatten", List.of(call.input(0)), call.output(), OnnxWriter.setting("axis", 1));
  }
}
