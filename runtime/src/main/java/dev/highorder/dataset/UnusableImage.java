package dev.highorder.dataset;

/** Says what is wrong with one image; whoever knows the file's name puts it in front. */
final class UnusableImage extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableImage(String message) {
    super(message);
  }

  UnusableImage(String message, Throwable cause) {
    super(message, cause);
  }
}
