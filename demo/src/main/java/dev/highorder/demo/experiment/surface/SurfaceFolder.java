package dev.highorder.demo.experiment.surface;

import ai.djl.util.JsonUtils;
import dev.highorder.storage.AtomicFile;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The folder of measured surfaces: one file for each, which appears when all its points are done.
 */
public final class SurfaceFolder {

  private static final int DIGITS = 12;

  private final Path folder;
  private final Content.Origin origin;

  /**
   * The content of a file.
   *
   * @param origin the setting and the images
   * @param surface the surface
   */
  record Content(Origin origin, LossSurface surface) {

    /**
     * The settings and data that decide about a surface, besides scheme and seed.
     *
     * @param setting the setting
     * @param imagesSha256 the digest of the images of the loss
     * @param trainingSha256 the digest of the training images; empty without a training
     */
    record Origin(SurfaceSetting setting, String imagesSha256, String trainingSha256) {}
  }

  private SurfaceFolder(Path folder, Content.Origin origin) {
    this.folder = folder;
    this.origin = origin;
  }

  /**
   * Opens a folder for surfaces of one setting; it is created if it is missing.
   *
   * @param imagesSha256 the digest of the images of the loss
   * @param trainingSha256 the digest of the training images; empty without a training
   * @throws IOException if it cannot be created
   */
  public static SurfaceFolder open(
      Path folder, SurfaceSetting setting, String imagesSha256, String trainingSha256)
      throws IOException {
    Files.createDirectories(folder);
    return new SurfaceFolder(folder, new Content.Origin(setting, imagesSha256, trainingSha256));
  }

  private Path file(SurfaceScheme scheme, long seed) {
    String digest =
        Sha256.of(JsonUtils.GSON.toJson(origin).getBytes(StandardCharsets.UTF_8))
            .substring(0, DIGITS);
    String name = scheme.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return folder.resolve("surface-%s-seed%s-%s.json".formatted(name, seed, digest));
  }

  /**
   * Reads a surface.
   *
   * @return empty if it is not measured yet
   * @throws StorageException if its file is damaged
   */
  public Optional<LossSurface> read(SurfaceScheme scheme, long seed) throws StorageException {
    Path file = file(scheme, seed);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonFile json = new JsonFile(file);
    Content content = json.convert(json.read(), Content.class, JsonUtils.GSON);
    if (!content.origin().equals(origin)
        || content.surface().scheme() != scheme
        || content.surface().seed() != seed) {
      throw new StorageException(
          "%s holds a surface of another setting than its name says. Delete it, and it is measured again."
              .formatted(ForeignText.show(file)));
    }
    return Optional.of(content.surface());
  }

  /**
   * Writes a surface.
   *
   * @throws IOException if it cannot be written
   */
  public void write(LossSurface surface) throws IOException {
    AtomicFile.write(
        file(surface.scheme(), surface.seed()),
        JsonUtils.GSON.toJson(new Content(origin, surface)) + "\n");
  }
}
