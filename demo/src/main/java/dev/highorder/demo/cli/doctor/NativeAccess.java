package dev.highorder.demo.cli.doctor;

import java.util.Optional;

/** Whether Java lets DJL and JNA load native libraries. JDK 24 and later ask for a permission. */
public final class NativeAccess {

  private static final String ITEM = "native access";

  private NativeAccess() {}

  /** Examines the running Java. */
  public static void examine(Findings findings) {
    examine(findings, Runtime.version().feature(), isEnabled());
  }

  static void examine(Findings findings, int feature, Optional<Boolean> enabled) {
    if (enabled.isEmpty()) {
      findings.value(ITEM, "needs no permission on this Java");
      return;
    }
    findings.value(ITEM, enabled.get() ? "permitted" : "not permitted");
    if (!enabled.get() && feature >= 24) {
      findings.note(
          ITEM,
          "Java warns when a native library is loaded, and a later Java will refuse. Add"
              + " --enable-native-access=ALL-UNNAMED to the java command.");
    }
  }

  /** Asks {@code Module.isNativeAccessEnabled()}, which came with Java 22. */
  private static Optional<Boolean> isEnabled() {
    try {
      return Optional.of(
          (boolean)
              Module.class
                  .getMethod("isNativeAccessEnabled")
                  .invoke(NativeAccess.class.getModule()));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
