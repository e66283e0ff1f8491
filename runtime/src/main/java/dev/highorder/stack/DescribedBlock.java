package dev.highorder.stack;

import ai.djl.MalformedModelException;
import ai.djl.nn.AbstractBlock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A block that stores with its parameters what they belong to, when DJL saves them, and refuses
 * others when DJL loads them. Tensors of the same shapes can belong to different schemes.
 */
public abstract class DescribedBlock extends AbstractBlock {

  /** The format of what is stored; version 1 is DJL's own, without properties. */
  private static final byte VERSION = 2;

  /** The value of a property that older files do not have. */
  protected static final String ABSENT = "(none)";

  private static final int MAX_BYTES = 1 << 20;
  private static final String SEPARATOR = "\n";

  /** Creates a block without parameters. */
  protected DescribedBlock() {
    super(VERSION);
  }

  /**
   * Returns the properties that decide what the parameters mean, in the order of messages. Names
   * and values are single lines.
   */
  protected abstract Map<String, String> properties();

  @Override
  protected final void saveMetadata(DataOutputStream stream) throws IOException {
    super.saveMetadata(stream);
    List<String> lines = new ArrayList<>();
    properties()
        .forEach(
            (name, value) -> {
              lines.add(name);
              lines.add(value);
            });
    byte[] text = String.join(SEPARATOR, lines).getBytes(StandardCharsets.UTF_8);
    stream.writeInt(text.length);
    stream.write(text);
  }

  @Override
  protected final void loadMetadata(byte loadVersion, DataInputStream stream)
      throws IOException, MalformedModelException {
    if (loadVersion == 1) {
      readInputShapes(stream);
      return;
    }
    super.loadMetadata(loadVersion, stream);
    int length = stream.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new MalformedModelException(
          "The parameters claim %s bytes of properties. Restore the file from a copy."
              .formatted(length));
    }
    String text = new String(stream.readNBytes(length), StandardCharsets.UTF_8);
    requireSame(List.of(text.split(SEPARATOR, -1)));
  }

  private void requireSame(List<String> saved) throws MalformedModelException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> property : properties().entrySet()) {
      int at = saved.indexOf(property.getKey());
      String before = at < 0 || at + 1 == saved.size() ? ABSENT : saved.get(at + 1);
      if (!before.equals(property.getValue())) {
        differences.add(
            "%s was %s and is %s".formatted(property.getKey(), before, property.getValue()));
      }
    }
    if (!differences.isEmpty()) {
      throw new MalformedModelException(
          "The parameters were saved by another network than %s: %s. Load them into one that is built as it was."
              .formatted(getClass().getSimpleName(), String.join("; ", differences)));
    }
  }
}
