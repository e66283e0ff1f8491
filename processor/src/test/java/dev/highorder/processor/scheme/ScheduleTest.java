package dev.highorder.processor.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs schedules on numbers and compares with the tableau's definition. */
class ScheduleTest {

  /**
   * Held tensors as counted in the literature of low-storage methods: classical RK4 keeps x and the
   * running output, Euler and midpoint only x.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | 1               | 1",
        "1/2                | 0 1             | 1",
        "1                  | 1/2 1/2         | 1",
        "1/2; 0 1/2; 0 0 1  | 1/6 1/3 1/3 1/6 | 2",
        "1/2; 0 1/2; 0 0 1  | 0 0 0 1         | 1",
        "1/3; 0 2/3         | 1/4 0 3/4       | 2",
        "1; 1/4 1/4         | 1/6 1/6 2/3     | 2",
        "1/3; -1/3 1; 1 -1 1 | 1/8 3/8 3/8 1/8 | 3"
      })
  void computesTheSchemeWithFewTensors(String a, String b, int held) {
    ButcherTableau tableau =
        ButcherTableau.parse(a.isEmpty() ? List.of() : List.of(a.split(";")), b);
    Schedule schedule = Schedule.of(tableau);

    assertEquals(held, schedule.held());
    assertEquals(direct(tableau, 0.7), new Machine(held).run(schedule, 0.7), 1e-12);
  }

  @Test
  void closesEverythingButTheOutput() {
    Machine machine = new Machine(2);
    machine.run(
        Schedule.of(ButcherTableau.parse(List.of("1/2", "0 1/2", "0 0 1"), "1/6 1/3 1/3 1/6")), 1);

    assertEquals(List.of("x", "y"), machine.tensors.keySet().stream().sorted().toList());
  }

  /** A sub-net per stage: a function that is neither linear nor the same for two stages. */
  private static double f(int stage, double x) {
    return Math.sin(stage + x * x);
  }

  private static double direct(ButcherTableau tableau, double x) {
    double[] k = new double[tableau.stages()];
    double y = x;
    for (int i = 0; i < k.length; i++) {
      double input = x;
      for (int j = 0; j < i; j++) {
        input += tableau.a(i, j).doubleValue() * k[j];
      }
      k[i] = f(i + 1, input);
      y += tableau.b().get(i).doubleValue() * k[i];
    }
    return y;
  }

  /** Executes instructions, and counts what is alive while a sub-net runs. */
  private static final class Machine {

    private final Map<String, Double> tensors = new HashMap<>();
    private final int held;

    Machine(int held) {
      this.held = held;
    }

    double run(Schedule schedule, double x) {
      tensors.put("x", x);
      for (Instruction instruction : schedule.instructions()) {
        if (instruction instanceof Instruction.Evaluate e) {
          // Besides the running tensor: the stage's own input, unless that is x, is turned into k.
          int others = tensors.size() - (e.input().equals("x") ? 0 : 1);
          assertTrue(others <= held + 1, "x itself is the caller's");
          create(e.k(), f(e.stage(), read(e.input())));
        } else if (instruction instanceof Instruction.Begin b) {
          create(b.sum(), read("x") + b.coefficient().doubleValue() * read(b.k()));
        } else if (instruction instanceof Instruction.Accumulate a) {
          tensors.put(a.sum(), read(a.sum()) + a.coefficient().doubleValue() * read(a.k()));
        } else if (instruction instanceof Instruction.Close c) {
          read(c.tensor());
          tensors.remove(c.tensor());
        }
      }
      return read("y");
    }

    private void create(String name, double value) {
      assertFalse(tensors.containsKey(name), name);
      tensors.put(name, value);
    }

    private double read(String name) {
      assertTrue(tensors.containsKey(name), name + " is closed or was never computed");
      return tensors.get(name);
    }
  }
}
