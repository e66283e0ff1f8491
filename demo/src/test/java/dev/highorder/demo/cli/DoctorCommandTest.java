package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  @Test
  void doctorFindsTheEngine() {
    CommandLineRun doctor = CommandLineRun.of("doctor", "--json");

    assertEquals(0, doctor.code(), doctor.out());
    JsonObject findings =
        JsonParser.parseString(doctor.out()).getAsJsonObject().getAsJsonObject("findings");
    assertTrue(findings.get("default engine").getAsString().startsWith("MXNet"), doctor.out());
  }

  /** Native code may end the process, and then people need what was found before. */
  @Test
  void machineIsPrintedBeforeTheEngine() {
    CommandLineRun doctor = CommandLineRun.of("doctor");

    assertEquals(0, doctor.code(), doctor.out());
    List<String> items = doctor.out().lines().map(line -> line.replaceFirst("  .*", "")).toList();
    assertTrue(
        items.containsAll(
            List.of("address space", "native access", "encoding of file names", "drawing text")),
        doctor.out());
    assertTrue(items.indexOf("Java") < items.indexOf("default engine"), doctor.out());
    assertTrue(doctor.out().endsWith("No problems found." + System.lineSeparator()), doctor.out());
    assertFalse(doctor.out().contains("null"), doctor.out());
  }
}
