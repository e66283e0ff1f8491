package dev.highorder.mxnet;

import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.NodeNames;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A graph as the pair of files that MXNet and DJL load by themselves: {@code NAME-symbol.json} and
 * {@code NAME-0000.params}.
 *
 * <p>The second is a list of arrays in the format of MXNet's {@code NDArray::Save}: numbers in
 * little-endian order, for each array a mark, its storage type, shape, device, type and values,
 * then the names, {@code arg:} for what was trained and {@code aux:} for statistics.
 */
final class SymbolFiles {

  private static final long LIST_MARK = 0x112;
  private static final int ARRAY_MARK = 0xF993FAC9;
  private static final int DENSE = 0;
  private static final int CPU = 1;
  private static final int FLOAT32 = 0;

  /** The places of the statistics among the inputs of a batch normalisation. */
  private static final int FIRST_STATISTIC = 3;

  private final Graph graph;
  private final Map<Node, List<Node>> readers;
  private final Function<String, Tensor> parameters;

  /**
   * Takes a graph.
   *
   * @param parameters returns the value of a parameter by its name
   */
  SymbolFiles(Graph graph, Function<String, Tensor> parameters) {
    this.graph = graph;
    readers = graph.readers();
    this.parameters = parameters;
  }

  /** Writes both files, and returns them. */
  List<Path> write(Path folder, String name) throws IOException {
    SymbolWriter.Written written = SymbolWriter.write(graph, NodeNames.of(graph));
    Path symbol = folder.resolve(name + "-symbol.json");
    Path arrays = folder.resolve(name + "-0000.params");
    Files.writeString(symbol, written.json());
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(arrays))) {
      stream.write(
          bytes(24).putLong(LIST_MARK).putLong(0).putLong(written.values().size()).array());
      for (Node node : written.values().values()) {
        write(stream, value(node));
      }
      stream.write(bytes(8).putLong(written.values().size()).array());
      for (Map.Entry<String, Node> entry : written.values().entrySet()) {
        byte[] text = (prefix(entry.getValue()) + entry.getKey()).getBytes(StandardCharsets.UTF_8);
        stream.write(bytes(8).putLong(text.length).array());
        stream.write(text);
      }
    }
    return List.of(symbol, arrays);
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Tensor value(Node node) {
    return node.operator() instanceof Operator.Parameter parameter
        ? parameters.apply(parameter.name())
        : ((Operator.Constant) node.operator()).value();
  }

  /** A scalar becomes a vector of one number, since older readers know no shape without numbers. */
  private static void write(OutputStream stream, Tensor tensor) throws IOException {
    List<Long> shape = new ArrayList<>(tensor.shape());
    if (shape.isEmpty()) {
      shape.add(1L);
    }
    byte[] header = new byte[4 + 4 + 4 + 8 * shape.size() + 4 + 4 + 4];
    ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(ARRAY_MARK).putInt(DENSE).putInt(shape.size());
    shape.forEach(head::putLong);
    head.putInt(CPU).putInt(0).putInt(FLOAT32);
    stream.write(header);
    byte[] values = new byte[Math.multiplyExact(Float.BYTES, tensor.values().length)];
    ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.values());
    stream.write(values);
  }

  private String prefix(Node node) {
    boolean isStatistic =
        readers.get(node).stream()
            .anyMatch(
                reader ->
                    reader.operator() instanceof Operator.BatchNorm
                        && reader.inputs().subList(FIRST_STATISTIC, 5).contains(node));
    return isStatistic ? "aux:" : "arg:";
  }
}
