package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.Scheme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs schedules on numbers and compares with the tableau's definition. */
class ScheduleTest {

  /**
   * Live tensors as counted in the literature of low-storage schemes: classical RK4 keeps x and the
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
        "1/3; -1/3 1; 1 -1 1 | 1/8 3/8 3/8 1/8 | 2",
        // stages after the first that read x itself
        "0                  | 1/2 1/2         | 2",
        "0; 0 0             | 1/3 1/3 1/3     | 2",
        "1; 0 0             | 1/3 1/3 1/3     | 2"
      })
  void computesTheSchemeWithFewTensors(String a, String b, int liveTensors) {
    ButcherTableau tableau = TableauDrawing.parse(a + ";" + b).tableau();
    Schedule schedule = Schedule.of(tableau);

    assertEquals(liveTensors, schedule.liveTensors());
    assertEquals(direct(tableau, 0.7), new Machine(liveTensors).run(schedule, 0.7), 1e-12);
  }

  /**
   * While stage i runs, the rest of the step needs x + sum_j a_mj k_j over the k so far, for all
   * later inputs and the output: as many tensors as these rows are independent. No order of
   * additions can do with fewer live tensors, and ours needs no more.
   */
  @ParameterizedTest
  @MethodSource("dev.highorder.Scheme#rungeKutta")
  void everySchemeHasAsFewLiveTensorsAsPossible(Scheme scheme) {
    ButcherTableau tableau = ButcherTableau.of(scheme);
    Schedule schedule = Schedule.of(tableau);

    assertEquals(fewest(tableau), schedule.liveTensors());
    double expected = direct(tableau, 0.3);
    assertEquals(
        expected,
        new Machine(schedule.liveTensors()).run(schedule, 0.3),
        1e-9 * Math.max(1, Math.abs(expected)));
  }

  /**
   * The same search, but with live tensors that are counted anew from the definition for each
   * beginning that is tried, finds no better schedule.
   */
  @Test
  void updatedCountsAreTheDefinitions() {
    Random random = new Random(17);
    for (int i = 0; i < 500; i++) {
      ButcherTableau tableau = random(random, 1 + random.nextInt(8));
      Schedule schedule = Schedule.of(tableau);

      assertEquals(
          new CountingSearch(tableau).liveTensors(), schedule.liveTensors(), tableau.text());
      double expected = direct(tableau, 0.3);
      double actual = new Machine(schedule.liveTensors()).run(schedule, 0.3);
      assertEquals(expected, actual, 1e-12 * Math.max(1, Math.abs(expected)), tableau.text());
    }
  }

  /** A search whose time grows with the sixth power of the stages would not end here. */
  @Test
  void handlesAHundredStagesThatReadAllEarlierOnes() {
    ButcherTableau tableau = tableau(100, (sum, k) -> 1 + (sum + k) % 3);
    Schedule schedule = Schedule.of(tableau);

    assertEquals(50, schedule.liveTensors());
    double expected = direct(tableau, 0.3);
    assertEquals(
        expected, new Machine(50).run(schedule, 0.3), 1e-12 * Math.max(1, Math.abs(expected)));
  }

  /** A tableau in which every k has a use. */
  private static ButcherTableau random(Random random, int stages) {
    int sparseness = 1 + random.nextInt(5);
    return tableau(
        stages,
        (sum, k) ->
            random.nextInt(sparseness) == 0 || (sum == k && random.nextBoolean()) || sum == stages
                ? 1 + random.nextInt(3)
                : 0);
  }

  /** The coefficients by sum and k, from 1. */
  private static ButcherTableau tableau(int stages, IntBinaryOperator coefficient) {
    List<List<ExactNumber>> rows = new ArrayList<>();
    for (int sum = 0; sum <= stages; sum++) {
      List<ExactNumber> row = new ArrayList<>();
      for (int k = 1; k <= sum; k++) {
        row.add(ExactNumber.of(coefficient.applyAsInt(sum, k)));
      }
      rows.add(row);
    }
    return new ButcherTableau(rows.subList(0, stages), rows.get(stages));
  }

  /** Beginnings by sum, from 1; sum i is the input of stage i + 1, the last one the output. */
  private record CountingSearch(ButcherTableau tableau) {

    int liveTensors() {
      long best = Long.MAX_VALUE;
      for (int stage = tableau.stages(); stage >= 1; stage--) {
        int[] begins = new int[tableau.stages() + 1];
        for (int sum = 1; sum <= tableau.stages(); sum++) {
          begins[sum] = Math.min(sum, Math.max(stage, first(sum)));
        }
        long before;
        do {
          before = cost(begins);
          for (int sum = 1; sum <= tableau.stages(); sum++) {
            improve(begins, sum);
          }
        } while (cost(begins) < before);
        best = Math.min(best, before);
      }
      return (int) (best / 1_000_000);
    }

    private void improve(int[] begins, int sum) {
      int best = begins[sum];
      long fewest = cost(begins) - 1;
      for (int stage = best - 1; stage >= first(sum); stage--) {
        begins[sum] = stage;
        if (cost(begins) <= fewest) {
          fewest = cost(begins);
          best = stage;
        }
      }
      begins[sum] = best;
    }

    private long cost(int[] begins) {
      int peak = 0;
      int total = 0;
      for (int stage = 1; stage <= tableau.stages(); stage++) {
        int live = live(begins, stage);
        peak = Math.max(peak, live);
        total += live;
      }
      return 1_000_000L * peak + total;
    }

    /** x and each k while a sum that reads it has not begun, and each sum that has. */
    private int live(int[] begins, int stage) {
      Set<String> alive = new HashSet<>();
      if (stage > 1 && first(stage - 1) == stage) { // the stage reads x itself
        alive.add("x");
      }
      for (int sum = stage; sum <= tableau.stages(); sum++) {
        boolean isEmpty = first(sum) > sum;
        if (isEmpty || begins[sum] >= stage) {
          alive.add("x");
        } else {
          alive.add("sum" + sum);
        }
        for (int k = 1; k < stage; k++) {
          if (begins[sum] >= stage && reads(sum, k)) {
            alive.add("k" + k);
          }
        }
      }
      return alive.size();
    }

    private int first(int sum) {
      int k = 1;
      while (k <= sum && !reads(sum, k)) {
        k++;
      }
      return k;
    }

    private boolean reads(int sum, int k) {
      return sum == tableau.stages()
          ? !tableau.b().get(k - 1).isZero()
          : !tableau.a(sum, k - 1).isZero();
    }
  }

  private static int fewest(ButcherTableau tableau) {
    int most = 0;
    for (int stage = 1; stage <= tableau.stages(); stage++) {
      List<double[]> rows = new ArrayList<>();
      for (int m = stage; m <= tableau.stages(); m++) {
        double[] row = new double[stage];
        row[0] = 1;
        for (int j = 1; j < stage; j++) {
          ExactNumber c = m == tableau.stages() ? tableau.b().get(j - 1) : tableau.a(m, j - 1);
          row[j] = c.doubleValue();
        }
        rows.add(row);
      }
      most = Math.max(most, rank(rows));
    }
    return most;
  }

  /** Gaussian elimination with the largest pivot of each column. */
  private static int rank(List<double[]> rows) {
    int rank = 0;
    for (int column = 0; column < rows.get(0).length && rank < rows.size(); column++) {
      int pivot = rank;
      for (int r = rank; r < rows.size(); r++) {
        if (Math.abs(rows.get(r)[column]) > Math.abs(rows.get(pivot)[column])) {
          pivot = r;
        }
      }
      if (Math.abs(rows.get(pivot)[column]) < 1e-9) {
        continue;
      }
      Collections.swap(rows, rank, pivot);
      double[] top = rows.get(rank);
      for (int r = rank + 1; r < rows.size(); r++) {
        double factor = rows.get(r)[column] / top[column];
        for (int c = column; c < top.length; c++) {
          rows.get(r)[c] -= factor * top[c];
        }
      }
      rank++;
    }
    return rank;
  }

  @Test
  void closesEverythingButTheOutput() {
    Machine machine = new Machine(2);
    machine.run(Schedule.of(ButcherTableau.of(Scheme.RK4)), 1);

    assertEquals(List.of("y"), machine.tensors.keySet().stream().sorted().toList());
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

  /** Executes instructions and counts the tensors that are alive while a sub-net runs. */
  private static final class Machine {

    private final Map<String, Double> tensors = new HashMap<>();
    private final int allowed;

    Machine(int allowed) {
      this.allowed = allowed;
    }

    double run(Schedule schedule, double x) {
      tensors.put("x", x);
      for (Instruction instruction : schedule.instructions()) {
        if (instruction instanceof Instruction.Evaluate e) {
          // Besides the running tensor: the stage's own input, unless that is x, is turned into k.
          int others = tensors.size() - (e.input().equals("x") ? 0 : 1);
          assertTrue(others <= allowed, others + " are alive in stage " + e.stage());
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
