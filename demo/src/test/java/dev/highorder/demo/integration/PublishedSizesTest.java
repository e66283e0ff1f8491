package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.Stride;
import dev.highorder.generated.GeneratedClass;
import dev.highorder.generated.GeneratedClasses;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.subnet.ResNetBasicSubNet;
import dev.highorder.subnet.ResNetBottleneckSubNet;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Annotated basic and bottleneck sub-nets with the blocks of ResNet-18 to -152 have as many
 * parameters as torchvision's documentation says of its models. Nothing is computed.
 */
class PublishedSizesTest {

  /** A tensor without values: only shapes are of interest. */
  private static final NDArray NOTHING =
      (NDArray)
          Proxy.newProxyInstance(
              NDArray.class.getClassLoader(),
              new Class<?>[] {NDArray.class},
              (proxy, method, arguments) -> null);

  private static final int[] BASIC = {64, 128, 256, 512};
  private static final int[] BOTTLENECK = {256, 512, 1024, 2048};

  @HighOrder(
      scheme = Scheme.EULER,
      blocks = {2, 2, 2, 2},
      afterSum = AfterSum.RELU,
      name = "PublishedResNet18")
  @HighOrder(
      scheme = Scheme.EULER,
      blocks = {3, 4, 6, 3},
      afterSum = AfterSum.RELU,
      name = "PublishedResNet34")
  static Block basic(int channels, @Stride int stride) {
    return new ResNetBasicSubNet(channels, stride);
  }

  @HighOrder(
      scheme = Scheme.EULER,
      blocks = {3, 4, 6, 3},
      afterSum = AfterSum.RELU,
      name = "PublishedResNet50")
  @HighOrder(
      scheme = Scheme.EULER,
      blocks = {3, 4, 23, 3},
      afterSum = AfterSum.RELU,
      name = "PublishedResNet101")
  @HighOrder(
      scheme = Scheme.EULER,
      blocks = {3, 8, 36, 3},
      afterSum = AfterSum.RELU,
      name = "PublishedResNet152")
  static Block bottleneck(int channels, @Stride int stride) {
    return new ResNetBottleneckSubNet(channels, stride);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(
            builder(PublishedResNet18.class, BASIC)
                .setStack(PublishedResNet18::withBlocks, PublishedResNet18::withShapeChange),
            11_689_512),
        Arguments.of(
            builder(PublishedResNet34.class, BASIC)
                .setStack(PublishedResNet34::withBlocks, PublishedResNet34::withShapeChange),
            21_797_672),
        Arguments.of(
            builder(PublishedResNet50.class, BOTTLENECK)
                .setStack(PublishedResNet50::withBlocks, PublishedResNet50::withShapeChange),
            25_557_032),
        Arguments.of(
            builder(PublishedResNet101.class, BOTTLENECK)
                .setStack(PublishedResNet101::withBlocks, PublishedResNet101::withShapeChange),
            44_549_160),
        Arguments.of(
            builder(PublishedResNet152.class, BOTTLENECK)
                .setStack(PublishedResNet152::withBlocks, PublishedResNet152::withShapeChange),
            60_192_808));
  }

  /** The blocks are those of the annotation, which the class's entry names. */
  private static Network.Builder builder(Class<?> stack, int... widths) {
    List<Integer> blocks =
        GeneratedClasses.find().classes().stream()
            .filter(generated -> generated.name().equals(stack.getName()))
            .map(GeneratedClass::blocks)
            .findFirst()
            .orElseThrow();
    return Network.builder()
        .setClasses(1000)
        .setWidths(widths)
        .setBlocks(blocks.stream().mapToInt(Integer::intValue).toArray())
        .optStemWidth(64)
        .optLayout(Layout.IMAGENET);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void haveThePublishedNumberOfParameters(Network.Builder builder, long published) {
    Network network = builder.build();
    network.setInitializer((manager, shape, type) -> NOTHING, parameter -> true);
    network.initialize(null, DataType.FLOAT32, new Shape(1, 3, 224, 224));

    long parameters =
        network.getParameters().values().stream()
            .filter(parameter -> !isStatistic(parameter))
            .mapToLong(parameter -> parameter.getShape().size())
            .sum();
    assertEquals(published, parameters);
  }

  /** PyTorch counts the statistics of batch normalisation as buffers. */
  private static boolean isStatistic(Parameter parameter) {
    return parameter.getType() == Parameter.Type.RUNNING_MEAN
        || parameter.getType() == Parameter.Type.RUNNING_VAR;
  }
}
