package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.highorder.image.BadImageException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {

  private static final ImageDecoder DECODER = new ImageDecoder("upload", Optional.empty());

  static Stream<Throwable> causedByTheFile() {
    return Stream.of(
        new OutOfMemoryError("Requested array size exceeds VM limit"),
        new StackOverflowError(),
        new NegativeArraySizeException("-1"),
        new InternalError("a bug of the decoder"),
        new AssertionError(),
        new IllegalStateException(new OutOfMemoryError("Requested array size exceeds VM limit")));
  }

  @ParameterizedTest
  @MethodSource("causedByTheFile")
  void whateverIsThrownIsTheFilesFault(Throwable thrown) throws IOException {
    BadImageException e = failure(thrown);
    assertEquals(Kind.FILE, e.kind());
    assertSame(thrown, e.getCause());
  }

  static Stream<Throwable> causedByTheMachine() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new IllegalStateException(new OutOfMemoryError("Java heap space")),
        new NoClassDefFoundError("sun/awt/image/Something"));
  }

  @ParameterizedTest
  @MethodSource("causedByTheMachine")
  void exceptWhatTheMachineLacks(Throwable thrown) throws IOException {
    assertEquals(Kind.CIRCUMSTANCES, failure(thrown).kind());
  }

  private static BadImageException failure(Throwable thrown) throws IOException {
    byte[] png = TestImages.encode(TestImages.noise(2, 3, 1), "png");
    return assertThrows(
        BadImageException.class,
        () ->
            DECODER.decode(
                png,
                image -> {
                  ImageDecoderTest.<RuntimeException>rethrow(thrown);
                  return image;
                }));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** A room that is not given back would stop all later images. */
  @Test
  void roomIsGivenBackAfterAFailure() throws IOException {
    byte[] png = TestImages.encode(TestImages.plain(3000, 2000, TestImages.RED), "png");
    for (int i = 0; i < 30; i++) {
      assertThrows(
          BadImageException.class,
          () ->
              DECODER.decode(
                  png,
                  image -> {
                    throw new IllegalStateException();
                  }));
    }
  }
}
