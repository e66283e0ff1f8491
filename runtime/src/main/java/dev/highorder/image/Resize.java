package dev.highorder.image;

/** A way to bring an image of any size to the size that a network reads. */
public enum Resize {
  /** Both sides are scaled, each by its own factor: the aspect ratio is not kept. */
  STRETCH,

  /** The whole image is scaled to fit in, and the background fills the rest, half on each side. */
  FIT,

  /** The short side is scaled to a given length, and the centre is cut out. */
  CROP
}
