package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void deniedNativeAccessIsAnOptionOfJava() {
    String first =
        message(
            new ExceptionInInitializerError(
                new IllegalCallerException("Illegal native access from an unnamed module")));
    String again =
        message(
            new NoClassDefFoundError(
                "Could not initialize class com.sun.jna.Native: java.lang.IllegalCallerException"));

    assertTrue(first.contains("Illegal native access from an unnamed module"), first);
    assertTrue(first.contains("--enable-native-access=ALL-UNNAMED"), first);
    assertTrue(again.contains("--enable-native-access=ALL-UNNAMED"), again);
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() {
    String message =
        message(
            new ExceptionInInitializerError(
                new IllegalStateException(
                    "Failed to save", new AccessDeniedException("/root/.djl.ai"))));

    assertTrue(message.contains("AccessDeniedException: /root/.djl.ai"), message);
    assertTrue(message.contains("DJL_CACHE_DIR"), message);
    assertFalse(message.contains("Add its native library"), message);
  }

  @Test
  void aLibraryThatDoesNotFitIsAMatterOfMemory() {
    UnsatisfiedLinkError unsatisfied = new UnsatisfiedLinkError("Unable to load library");
    unsatisfied.addSuppressed(
        new UnsatisfiedLinkError("libmxnet.so: failed to map segment from shared object"));

    assertTrue(message(unsatisfied).contains("ulimit -v"));
  }

  @Test
  void everyOtherFailureSaysWhatItIs() {
    String named = message(new UnsatisfiedLinkError("No deep learning engine found."));
    String nameless = message(new ExceptionInInitializerError());

    assertTrue(named.contains("No deep learning engine found. Add its native library"), named);
    assertTrue(nameless.contains("java.lang.ExceptionInInitializerError. Add"), nameless);
  }

  private static String message(Throwable thrown) {
    return new StartFailure("MXNet", thrown).exception().getMessage();
  }
}
