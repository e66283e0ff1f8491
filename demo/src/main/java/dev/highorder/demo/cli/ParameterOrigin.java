package dev.highorder.demo.cli;

import dev.highorder.artifact.Manifest;
import dev.highorder.text.ForeignText;

/**
 * A line that says where the parameters of a saved classifier are from, if not from training alone.
 */
final class ParameterOrigin {

  private static final int SHOWN_DIGITS = 12;

  private ParameterOrigin() {}

  /** Prints the line on the error stream; nothing if the classifier has no such origin. */
  static void print(Manifest manifest) {
    if (manifest.donor() != null) {
      System.err.println("Parameters: " + ofDonor(manifest) + ".");
    } else if (manifest.imported() != null) {
      System.err.println("Parameters: " + ofFile(manifest, manifest.imported()) + ".");
    }
  }

  private static String ofDonor(Manifest manifest) {
    Manifest.Donor donor = manifest.donor();
    StringBuilder text = new StringBuilder();
    text.append(
        "from a classifier of the scheme %s (SHA-256 %s)"
            .formatted(ForeignText.show(donor.scheme()), shown(donor.parametersSha256())));
    if (donor.imported() != null) {
      text.append(", which was ").append(ofFile(manifest, donor.imported()));
    }
    if (donor.recalibratedWith() > 0) {
      text.append("; recalibrated with up to %s examples".formatted(donor.recalibratedWith()));
    }
    if (!donor.classes().equals(manifest.classes())) {
      text.append("; with a new head");
    }
    return text.append(manifest.training() == null ? "" : "; trained").toString();
  }

  private static String ofFile(Manifest manifest, Manifest.Imported imported) {
    boolean isUntrained = imported.hasNewHead() && manifest.training() == null;
    return "imported from %s (SHA-256 %s)%s"
        .formatted(
            ForeignText.show(imported.file().name()),
            shown(imported.file().sha256()),
            isUntrained ? ", with a new head that is not trained" : "");
  }

  private static String shown(String sha256) {
    return sha256.length() <= SHOWN_DIGITS
        ? ForeignText.show(sha256)
        : ForeignText.show(sha256.substring(0, SHOWN_DIGITS)) + "...";
  }
}
