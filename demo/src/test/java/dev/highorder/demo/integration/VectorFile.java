package dev.highorder.demo.integration;

import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.input.InputFormat;
import dev.highorder.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors in a file of floats, each read when it is encoded: another kind of example than images,
 * in a set that need not fit into memory.
 */
public final class VectorFile implements ExampleSet, AutoCloseable {

  private static final int FEATURES = 6;

  private final Path file;
  private final int size;
  private final FileChannel channel;

  private VectorFile(Path file, int size) throws IOException {
    this.file = file;
    this.size = size;
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Writes and opens a file of three clusters, the features of different scales. */
  public static VectorFile write(Path file, int size, long seed) throws IOException {
    Random random = new Random(seed);
    ByteBuffer bytes = ByteBuffer.allocate(size * FEATURES * Float.BYTES);
    for (int i = 0; i < size; i++) {
      for (int f = 0; f < FEATURES; f++) {
        double centre = f % 3 == i % 3 ? 2 : 0;
        bytes.putFloat((float) (100 * f + (f + 1) * (centre + 0.4 * random.nextGaussian())));
      }
    }
    Files.write(file, bytes.array());
    return new VectorFile(file, size);
  }

  @Override
  public String description() {
    return "vectors in " + file.getFileName();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> classes() {
    return List.of("a", "b", "c");
  }

  @Override
  public int label(int index) {
    return index % 3;
  }

  @Override
  public String sha256() {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public VectorFormat measuredFormat() {
    Float[] mean = new Float[FEATURES];
    Float[] std = new Float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      int feature = f;
      double m =
          IntStream.range(0, size).mapToDouble(i -> read(i)[feature]).average().orElseThrow();
      double variance =
          IntStream.range(0, size)
              .mapToDouble(i -> Math.pow(read(i)[feature] - m, 2))
              .average()
              .orElseThrow();
      mean[f] = (float) m;
      std[f] = (float) Math.sqrt(variance);
    }
    return new VectorFormat(List.of(mean), List.of(std));
  }

  @Override
  public ExampleEncoder encoder(InputFormat format) {
    if (!(format instanceof VectorFormat vectors)) {
      throw new IllegalArgumentException("these examples are vectors");
    }
    return (index, epoch, target, offset) -> {
      float[] vector = read(index);
      for (int f = 0; f < FEATURES; f++) {
        target[offset + f] = (vector[f] - vectors.mean().get(f)) / vectors.std().get(f);
      }
    };
  }

  /** Reads a vector. Reading at a position is safe for several threads. */
  float[] read(int index) {
    ByteBuffer bytes = ByteBuffer.allocate(FEATURES * Float.BYTES);
    try {
      channel.read(bytes, (long) index * bytes.capacity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FloatBuffer floats = bytes.flip().asFloatBuffer();
    float[] vector = new float[FEATURES];
    floats.get(vector);
    return vector;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
