package dev.highorder.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.highorder.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRulesTest {

  @ParameterizedTest
  @CsvSource({
    "conv1.weight, stem.conv1.weight",
    "bn1.running_var, stem.bn1.running_var",
    "bn1.num_batches_tracked, ignored",
    "layer1.0.conv1.weight, stack1.subnet1.conv1.weight",
    "layer3.22.bn3.running_mean, stack3.subnet23.bn3.running_mean",
    "layer4.2.bn2.num_batches_tracked, ignored",
    "layer2.0.downsample.0.weight, stack2.shortcut.conv1.weight",
    "layer2.0.downsample.1.bias, stack2.shortcut.bn1.bias",
    "fc.bias, head.linear1.bias",
    "layer2.0.shortcut.0.weight, stack2.shortcut.conv1.weight",
    "linear.weight, head.linear1.weight",
    "module.conv1.weight, stem.conv1.weight",
    "model.layer1.0.bn2.bias, stack1.subnet1.bn2.bias",
    "module._orig_mod.model.fc.weight, head.linear1.weight",
    "backbone.layer4.2.conv3.weight, stack4.subnet3.conv3.weight",
    "module.layer4.2.bn2.num_batches_tracked, ignored",
    "head.fc.bias, head.linear1.bias",
    "module.resnet.embedder.embedder.convolution.weight, stem.conv1.weight",
    "resnet.encoder.stages.1.layers.0.layer.2.convolution.weight, stack2.subnet1.conv3.weight",
    "resnet.encoder.stages.1.layers.0.shortcut.normalization.bias, stack2.shortcut.bn1.bias",
    "layer2.1.downsample.0.weight,",
    "layer1.0.se.fc1.weight,",
    "conv1.0.weight,",
    "layer1.0.module.conv1.weight,",
    "module.n_averaged,",
  })
  void theRulesForResNetsMapTheirNames(String name, String address) {
    assertEquals(Optional.ofNullable(address), NameRules.ofResNets().target(name));
  }

  @Test
  void aPlaceholderThatIsToBeCountedIsANumber() throws StorageException {
    NameRules rules = NameRules.parse("test", "a{x} -> b{x+1}\na{x} -> c{x}\nd{x}e{x} -> {x-1}");

    assertEquals(Optional.of("b10"), rules.target("a9"));
    assertEquals(Optional.of("cz"), rules.target("az"));
    assertEquals(Optional.of("6"), rules.target("d7e7"));
    assertEquals(Optional.empty(), rules.target("d7e8"));
    assertEquals(Optional.of("c99999999999999999999"), rules.target("a99999999999999999999"));
  }

  @Test
  void prefixesAreTakenOffAnywhereInTheFile() throws StorageException {
    NameRules rules = NameRules.parse("test", "a{x} -> b{x}\nprefix   p.");

    assertEquals(Optional.of("b1"), rules.target("p.p.a1"));
    assertEquals(Optional.empty(), rules.target("ap.1"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "a, it is not PATTERN -> ADDRESS",
        "a -> b -> c, it is not PATTERN -> ADDRESS",
        "-> b, it is not PATTERN -> ADDRESS",
        "prefix, it is not PATTERN -> ADDRESS",
        "prefix a b, it is not PATTERN -> ADDRESS",
        "a{x -> b, the pattern has {",
        "a{x+1} -> b, the pattern has {x+1}",
        "a{x} -> b{y}, the target has {y}",
        "a -> b*, the target has *",
      })
  void refusesALineThatIsNoRule(String line, String fault) {
    String message =
        assertThrows(StorageException.class, () -> NameRules.parse("my.rules", "# x\n\n" + line))
            .getMessage();
    assertTrue(message.startsWith("Line 3 of the rules my.rules is wrong: " + fault), message);
  }

  @Test
  void namesAFileThatIsMissing(@TempDir Path folder) {
    String message =
        assertThrows(StorageException.class, () -> NameRules.read(folder.resolve("none")))
            .getMessage();
    assertTrue(message.contains("none does not exist"), message);
  }

  /** To open a pipe would wait for ever, and a device has no end. */
  @Test
  @Timeout(60)
  void refusesWhatIsNoTextFile(@TempDir Path folder) throws Exception {
    Path latin = Files.write(folder.resolve("latin.rules"), new byte[] {'#', (byte) 0xe9});
    assertRefused(latin, "is not text in UTF-8");
    assertRefused(folder, "is not a regular file");
    assertRefused(Path.of("/dev/zero"), "/dev/zero ");
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
    assertRefused(pipe, "is not a regular file");
  }

  private static void assertRefused(Path file, String part) {
    String message = assertThrows(StorageException.class, () -> NameRules.read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
