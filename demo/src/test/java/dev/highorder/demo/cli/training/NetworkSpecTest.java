package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSpecTest {

  /**
   * New networks have the transition that their layout needs. A job that was saved without one
   * means what its layout needed then, so that its training is resumed with the same network.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-v2-euler,,SHORTCUT_PREACTIVATION,SHORTCUT_PROJECTION",
    "resnet-v2-bottleneck-rk4,IMAGENET_PREACTIVATION,SHORTCUT_PREACTIVATION,SHORTCUT_PROJECTION",
    "resnet-v2-midpoint,CIFAR,SHORTCUT_PROJECTION,SHORTCUT_PROJECTION",
    "resnet-euler,,SHORTCUT_PROJECTION,SHORTCUT_PROJECTION",
    "preactivation-euler,CIFAR_PREACTIVATION,CONVOLUTION,CONVOLUTION",
    "vit-euler,,LINEAR,LINEAR"
  })
  void jobsWithoutATransitionMeanTheEarlierOne(
      String name, Layout layout, Transition now, Transition earlier) {
    NetworkSpec stored = new NetworkSpec(name, List.of(8, 16), List.of(1), layout, null);

    assertEquals(earlier, stored.create(2).transition());
    assertEquals(earlier, stored.create(2, ExampleKind.IMAGES, 0).transition());
    assertEquals(now, stored.checked(ExampleKind.IMAGES).create(2).transition());
    assertEquals(now, stored.checked(ExampleKind.IMAGES).transition());
  }
}
