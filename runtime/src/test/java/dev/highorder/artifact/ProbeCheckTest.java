package dev.highorder.artifact;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.input.ImageFormat;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeCheckTest {

  private static final Path DIRECTORY = Path.of("shapes");

  private static ImageFormat format(Preparation preparation) {
    return new ImageFormat(
        3,
        32,
        32,
        new Normalisation(List.of(0.5f, 0.4f, 0.3f), List.of(0.25f, 0.2f, 0.3f)),
        preparation);
  }

  @Test
  void noticesAnotherPreparation() {
    ProbeCheck check = ProbeCheck.of(format(Preparation.stretch())).orElseThrow();
    assertEquals(256, check.values().size());
    assertDoesNotThrow(() -> check.verify(DIRECTORY, format(Preparation.stretch())));
    for (Preparation other :
        List.of(Preparation.fit(), Preparation.crop(32), Preparation.crop(36))) {
      StorageException e =
          assertThrows(
              StorageException.class, () -> check.verify(DIRECTORY, format(other)), "" + other);
      assertTrue(e.getMessage().contains("in another way"), e.getMessage());
    }
  }

  @Test
  void noticesAnotherNumberOfChannels() {
    ProbeCheck check = ProbeCheck.of(format(Preparation.stretch())).orElseThrow();
    ImageFormat grey = new ImageFormat(1, 32, 32, Normalisation.none(1));
    assertThrows(StorageException.class, () -> check.verify(DIRECTORY, grey));
  }

  @Test
  void otherKindsOfInputNeedNone() {
    assertEquals(Optional.empty(), ProbeCheck.of(() -> new Shape(3)));
  }
}
