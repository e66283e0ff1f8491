package dev.highorder.demo.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes that train for this one. Their standard input ends when this process ends, even if it
 * is killed; then they stop, too.
 */
final class WorkerProcesses implements AutoCloseable {

  private static final String MAIN = "dev.highorder.demo.HighOrderCli";
  private static final String WORKER = "--worker";
  private static final long PATIENCE_SECONDS = 60;

  private final List<Process> processes = new ArrayList<>();

  private WorkerProcesses() {}

  /**
   * Starts processes.
   *
   * @param count how many; they may be none
   * @param arguments of this program
   * @throws IOException if one cannot be started
   */
  static WorkerProcesses start(int count, List<String> arguments) throws IOException {
    WorkerProcesses workers = new WorkerProcesses();
    for (int i = 0; i < count; i++) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  MAIN));
      command.addAll(arguments);
      command.add(WORKER);
      workers.processes.add(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    return workers;
  }

  /** Waits until all have ended. */
  void await() throws InterruptedException {
    for (Process process : processes) {
      process.waitFor();
    }
  }

  /** Asks those that still run to stop after their batch, and ends those that do not. */
  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.getOutputStream().close();
    }
    for (Process process : processes) {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
