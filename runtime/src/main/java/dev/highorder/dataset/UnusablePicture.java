package dev.highorder.dataset;

/** Says what is wrong with one picture; whoever knows the file's name puts it in front. */
final class UnusablePicture extends Exception {

  private static final long serialVersionUID = 1L;

  UnusablePicture(String message) {
    super(message);
  }

  UnusablePicture(String message, Throwable cause) {
    super(message, cause);
  }
}
