package dev.highorder.demo.bench;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The augmentation of one training image of 32x32. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AugmentedImage {

  private static final int IMAGES = 64;
  private static final int SIDE = 32;
  private static final int[] FILL = {125, 123, 114};

  /** An augmentation, as {@link Augmentation#parse} reads it. */
  @Param({"crop", "flip", "cutout", "autoaugment", "randaugment"})
  public String augmentation;

  private final Random random = new Random(1);
  private RgbImage image;
  private Augmentation change;

  /** Draws an image. */
  @Setup
  public void draw() {
    ImageSize size = new ImageSize(SIDE, SIDE);
    byte[] pixels = new byte[(int) size.bytes()];
    random.nextBytes(pixels);
    image = new RgbImage(pixels, size);
    change = Augmentation.parse(augmentation);
  }

  /** Augments so many images that reading the clock does not matter, and returns the last. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public RgbImage change() {
    RgbImage last = image;
    for (int i = 0; i < IMAGES; i++) {
      last = change.apply(image, FILL, random);
    }
    return last;
  }
}
