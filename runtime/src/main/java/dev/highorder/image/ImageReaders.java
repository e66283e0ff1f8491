package dev.highorder.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.highorder.image.BadImageException.Kind;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * The decoder of each format: Java's own, and for WebP that of TwelveMonkeys, an optional library.
 *
 * <p>Which plugins ImageIO finds depends on the class path, and on the thread that first asked;
 * pixels must not. So no plugin is taken from its registry. The library's class is named here,
 * which works in executable jars and web applications too.
 */
final class ImageReaders {

  private ImageReaders() {}

  /**
   * Returns a new decoder.
   *
   * @param name what to call the image in messages
   * @throws BadImageException if the decoder is missing
   */
  static ImageReader of(FileFormat format, String name) throws BadImageException {
    return format == FileFormat.WEBP ? webP(name) : own(format, name);
  }

  private static ImageReader webP(String name) throws BadImageException {
    try {
      return new WebPImageReaderSpi().createReaderInstance(null);
    } catch (NoClassDefFoundError e) {
      throw new BadImageException(
          Kind.CIRCUMSTANCES,
          name,
          "is a WebP image, and the library that decodes it is missing. Add com.twelvemonkeys.imageio:imageio-webp to the dependencies, or convert the image to PNG or JPEG.",
          e);
    }
  }

  private static ImageReader own(FileFormat format, String name) throws BadImageException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
    }
    throw new BadImageException(
        Kind.CIRCUMSTANCES,
        name,
        "cannot be decoded, since Java's reader of %s files is missing. Install the whole JDK, or do not deregister the reader."
            .formatted(format),
        null);
  }
}
