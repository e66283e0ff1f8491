package dev.highorder.storage;

import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;

/** The recognition of files that are no safetensors files, whatever their names say. */
final class OtherContent {

  /** Enough for each beginning below. */
  private static final int HEAD_BYTES = 64;

  private static final int FIRST_OF_JSON = 8;
  private static final byte PICKLE = (byte) 0x80;
  private static final int MAX_PICKLE_PROTOCOL = 5;
  private static final String EXTENSION = ".safetensors";

  private OtherContent() {}

  /**
   * Returns what a file holds instead of safetensors, and what to do about it; empty if nothing is
   * recognised.
   */
  static Optional<String> of(Path file) throws StorageException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] head;
    try (InputStream stream = Files.newInputStream(file)) {
      head = stream.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
    boolean mayBeSafetensors = head.length > FIRST_OF_JSON && head[FIRST_OF_JSON] == '{';
    return mayBeSafetensors ? Optional.empty() : recognised(file, head);
  }

  private static Optional<String> recognised(Path file, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String shown = ForeignText.show(file);
    if (isPickle(head) || (text.startsWith("PK\3\4") && holdsPickle(file))) {
      return Optional.of(pickle(file));
    }
    if (text.startsWith("PK\3\4")) {
      return Optional.of(
          "%s is a zip archive. Unpack it, and give a safetensors file.".formatted(shown));
    }
    if (text.startsWith("version https://git-lfs")) {
      return Optional.of(
          "%s is a pointer of Git LFS, not the file itself. Fetch the file with git lfs pull."
              .formatted(shown));
    }
    if (text.startsWith("\u0089HDF")) {
      return Optional.of(
          "%s is an HDF5 file, as Keras writes it. Save its tensors as safetensors."
              .formatted(shown));
    }
    if (text.startsWith("GGUF")) {
      return Optional.of(
          "%s is a GGUF file of a language model. Give a safetensors file of a model of images."
              .formatted(shown));
    }
    if (text.stripLeading().startsWith("<")) {
      return Optional.of(
          "%s is a web page, not a file of weights. Download the file itself.".formatted(shown));
    }
    return Optional.empty();
  }

  /** PyTorch wrote such files before version 1.6. */
  private static boolean isPickle(byte[] head) {
    return head.length > 2
        && head[0] == PICKLE
        && head[1] >= 2
        && head[1] <= MAX_PICKLE_PROTOCOL
        && head[2] != 0;
  }

  private static boolean holdsPickle(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"));
    } catch (IOException e) {
      return false; // an archive that was cut off
    }
  }

  private static String pickle(Path file) {
    String from = quotable(file) ? file.toString() : "model.pth";
    int dot = from.lastIndexOf('.');
    String stem = dot > from.lastIndexOf('/') + 1 ? from.substring(0, dot) : from;
    String to = stem + (from.endsWith(EXTENSION) ? "-converted" : "") + EXTENSION;
    return """
        %s is a pickle, as torch.save writes it: reading it would run code from the file, so this program does not. Make a safetensors file of it, where PyTorch and the package safetensors are installed:

        python3 -c "import torch, safetensors.torch as s; m = torch.load('%s', map_location='cpu', weights_only=True); s.save_file({k: v.contiguous() for k, v in m.get('state_dict', m).items()}, '%s')"

        If it holds a whole module, use weights_only=False and m.state_dict()."""
        .formatted(ForeignText.show(file), from, to);
  }

  /** The path stands between quotes of Python and of a shell. */
  private static boolean quotable(Path file) {
    return file.toString().matches("[A-Za-z0-9_./ +=,@:-]{1,200}");
  }
}
