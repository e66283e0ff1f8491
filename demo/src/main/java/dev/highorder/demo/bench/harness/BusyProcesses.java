package dev.highorder.demo.bench.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other programs that use the cores: processes with one thread each that computes without end. */
public final class BusyProcesses implements AutoCloseable {

  private final List<Process> processes = new ArrayList<>();

  /** One of the processes. It ends when its standard input does, hence with its parent. */
  static final class Spinner {

    private Spinner() {}

    /** Computes until the standard input ends. */
    public static void main(String[] args) throws IOException {
      Thread thread = new Thread(Spinner::spin);
      thread.setDaemon(true);
      thread.start();
      System.in.transferTo(System.out);
    }

    private static void spin() {
      for (double i = 0; true; i++) {
        if (Math.sin(i) > 1) { // never
          return;
        }
      }
    }
  }

  /** Starts processes; 0 for none. */
  public BusyProcesses(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx16m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Spinner.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
  }

  /** Returns the number of processes. */
  public int count() {
    return processes.size();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
