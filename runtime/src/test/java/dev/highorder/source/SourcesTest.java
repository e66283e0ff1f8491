package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  @TempDir Path directory;

  @Test
  void opensAnImageFolder() throws IOException {
    TestImages.write(directory.resolve("train/a/1.png"), TestImages.plain(2, 2, 0));
    TestImages.write(directory.resolve("train/b/1.png"), TestImages.plain(2, 2, 0));
    ImageSource source = Sources.open(directory);
    assertInstanceOf(ImageFolder.class, source);
    assertEquals(2, source.read(DataSplit.TRAIN).size());
  }

  @Test
  void namesTheFilesThatItLookedFor() throws IOException {
    String message = refusal(directory);
    assertTrue(message.startsWith(directory + " is neither"), message);
    assertTrue(message.contains("train/CLASS/"), message);
    assertTrue(message.contains("data_batch_1.bin"), message);

    Files.createDirectory(directory.resolve("cifar-10-batches-py"));
    assertTrue(refusal(directory).contains("Download its binary version"));

    Path missing = directory.resolve("missing");
    assertTrue(refusal(missing).startsWith(missing + " does not exist"));
  }

  private static String refusal(Path directory) {
    return assertThrows(DataSetException.class, () -> Sources.open(directory)).getMessage();
  }
}
