package dev.highorder.image;

/** An algorithm that computes the pixels of a scaled image. */
public enum Interpolation {
  /**
   * Bilinear with antialiasing, in the arithmetic of Pillow: the same bytes as torchvision's {@code
   * Resize} of a PIL image.
   */
  BILINEAR,

  /**
   * The same filter in single precision, rounded once. Classifiers from before format 5 of
   * manifests were trained with it; it only stretches.
   */
  BILINEAR_ROUNDED_ONCE
}
