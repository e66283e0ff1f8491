package dev.highorder.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.JsonChanges;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFileTest {

  private static final Evaluation EVALUATION = new Evaluation(1, 0.5, 1);

  private static final Manifest.Imported IMPORTED =
      new Manifest.Imported(new FileRecord("a.safetensors", 7, "89ab"), "torchvision", false);

  private static final Manifest MANIFEST =
      manifest(
          new Manifest.Training(
              "data",
              1,
              TrainingRecipe.paper(260).build(),
              List.of(
                  new EpochResult(
                      1,
                      EVALUATION,
                      EVALUATION,
                      2,
                      0.1f,
                      new EpochResult.Resources(1, 0, 1, 1, 1))),
              EVALUATION));

  private ManifestFile file;

  @TempDir Path folder;

  private static Manifest manifest(Manifest.Training training) {
    return new Manifest(
        Manifest.FORMAT,
        new NetworkRecord(
            "a.Stack",
            "a.SubNet",
            "EULER",
            "| 1",
            Sha256.of("| 1"),
            "PER_STAGE",
            "FIXED 1.0",
            null,
            "CIFAR",
            "CONVOLUTION",
            List.of(1, 2),
            List.of(4, 8),
            null,
            null),
        List.of("a", "b"),
        new ImageFormat(3, 8, 8, Normalisation.none()),
        new ProbeCheck(List.of(1f, 2f)),
        new OutputCheck(List.of(1f, 2f, 3f, 4f)),
        training,
        new Manifest.Donor("4567", "RK4", List.of("c"), 40, IMPORTED),
        IMPORTED,
        new Manifest.Versions("1", "2", "MXNet", "3", "17"),
        new FileRecord("parameters.safetensors", 9, "0123"));
  }

  @BeforeEach
  void write() throws IOException {
    file = new ManifestFile(folder, ClassSearch.ofThread());
    file.write(MANIFEST);
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    assertEquals(MANIFEST, file.read());
    file.write(manifest(null));
    assertEquals(manifest(null), file.read());
  }

  /** Each value is removed, and replaced by others: nothing but a StorageException may come. */
  @Test
  void anyChangeOfAValueIsReadOrRefused() throws IOException {
    Path path = folder.resolve("model.json");
    List<String> accepted = new ArrayList<>();
    for (JsonChanges.Change change : JsonChanges.of(Files.readString(path))) {
      Files.writeString(path, change.text());
      try {
        assertEquals(MANIFEST.network().blocks().size(), file.read().network().blocks().size());
        accepted.add(change.name());
      } catch (StorageException e) {
        assertTrue(e.getMessage().contains("model.json"), e.getMessage());
      }
    }
    assertEquals(
        Set.of(
            ".check removed",
            ".probe removed",
            ".probe null",
            ".donor removed",
            ".donor null",
            ".donor.imported removed",
            ".donor.imported null",
            ".imported removed",
            ".imported null",
            ".training.recipe.fineTuning removed",
            ".training.recipe.fineTuning null",
            ".input.preparation removed",
            ".input.preparation null",
            ".check null",
            ".training removed",
            ".training null",
            ".training.recipe.balance removed",
            ".training.recipe.balance null",
            ".input.kind removed"),
        accepted.stream()
            .filter(name -> name.endsWith(" removed") || name.endsWith(" null"))
            .collect(Collectors.toSet()));
    assertTrue(
        accepted.stream().noneMatch(name -> name.endsWith(" object") || name.endsWith(" deep")),
        accepted.toString());
  }

  /** No tensor holds the size of an input, so its product with the widths is bounded. */
  @ParameterizedTest
  @CsvSource({"16384", "4000"})
  void refusesInputsThatWouldTakeAllMemory(int side) throws IOException {
    replace("\"height\": 8", "\"height\": " + side, "\"width\": 8", "\"width\": " + side);

    assertRefused("input is %d x %d pixels, more than 4194304".formatted(side, side));
  }

  private void replace(String... changes) throws IOException {
    Path path = folder.resolve("model.json");
    String text = Files.readString(path);
    for (int i = 0; i < changes.length; i += 2) {
      assertTrue(text.contains(changes[i]), text);
      text = text.replace(changes[i], changes[i + 1]);
    }
    Files.writeString(path, text);
  }

  private void assertRefused(String part) {
    String message = assertThrows(StorageException.class, file::read).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void refusesWidthsThatAreTooLargeForTheInput() throws IOException {
    replace("\"height\": 8", "\"height\": 2048", "\"width\": 8", "\"width\": 2048");
    file.read();
    replace("    4,\n", "    65,\n");
    assertRefused("too large for the network.widths [65, 8]");
  }

  /** A manifest that could not be read again is refused before the old classifier is replaced. */
  @Test
  void writesNothingThatCannotBeRead() {
    Manifest.Training training =
        new Manifest.Training(null, 1, TrainingRecipe.quick(1).build(), List.of(), EVALUATION);
    String message =
        assertThrows(IllegalArgumentException.class, () -> file.write(manifest(training)))
            .getMessage();
    assertTrue(message.contains("training.data is missing"), message);
  }

  @Test
  void namesTheDirectoryEvenOfAnEmptyPath() {
    String message =
        assertThrows(
                StorageException.class,
                () -> new ManifestFile(Path.of(""), ClassSearch.ofThread()).read())
            .getMessage();
    assertTrue(
        message.startsWith(Path.of("").toAbsolutePath() + " is not a saved classifier"), message);
  }
}
