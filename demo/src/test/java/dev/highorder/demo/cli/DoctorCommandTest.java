package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
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
}
