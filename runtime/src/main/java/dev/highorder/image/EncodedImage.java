package dev.highorder.image;

/**
 * The contents of an image file as a decoder gets them, after a check of the file's structure.
 *
 * @param bytes a file with everything that the pixels depend on; metadata may be left out
 * @param maxPixels the largest number of pixels that this much data can describe
 * @param passes how often the decoder goes through the pixels
 * @param profile the colour profile of the inks of a TIFF; none otherwise
 * @param tableBytes the memory of the decoder's tables, at most, where the file decides how many
 *     there are
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EncodedImage(byte[] bytes, long maxPixels, int passes, byte[] profile, long tableBytes) {

  /** Creates an image without a profile of its inks. */
  EncodedImage(byte[] bytes, long maxPixels, int passes) {
    this(bytes, maxPixels, passes, new byte[0], 0);
  }
}
