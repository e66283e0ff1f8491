package dev.highorder.demo.cli;

import dev.highorder.demo.cli.doctor.Drawing;
import dev.highorder.demo.cli.doctor.EngineStart;
import dev.highorder.demo.cli.doctor.Findings;
import dev.highorder.demo.cli.doctor.Limits;
import dev.highorder.demo.cli.doctor.NativeAccess;
import dev.highorder.demo.cli.doctor.PathEncoding;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.engine.TemporaryDirectory;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code doctor}: the engines of this machine, the problems, and how to solve them. */
@Command(
    name = "doctor",
    description =
        "Shows engines, native libraries, threads, GPUs and versions, and reports problems.",
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Findings machine = machine();
    if (!json) { // before the engine starts, since native code may end the process
      print(machine);
    }
    Findings engine = new Findings();
    EngineStart.examine(engine);
    if (json) {
      printJson(machine, engine);
    } else {
      print(engine);
      if (engine.problems().isEmpty()) {
        System.out.println("No problems found.");
      }
    }
    return engine.problems().isEmpty() ? 0 : Failures.ENVIRONMENT;
  }

  private static Findings machine() {
    Findings findings = new Findings();
    Runtime runtime = Runtime.getRuntime();
    findings.value("HighOrder", Version.highOrder());
    findings.value("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
    findings.value("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    findings.value("cores", String.valueOf(runtime.availableProcessors()));
    findings.value("maximum Java heap", runtime.maxMemory() / (1 << 20) + " MiB");
    findings.value("OMP_NUM_THREADS", variable("OMP_NUM_THREADS", "all cores are used"));
    findings.value("OMP_WAIT_POLICY", variable("OMP_WAIT_POLICY", "see GOMP_SPINCOUNT"));
    findings.value("GOMP_SPINCOUNT", variable("GOMP_SPINCOUNT", "waiting threads sleep soon"));
    findings.value(
        "temporary directory",
        TemporaryDirectory.ofProcess().path().map(Path::toString).orElse("none can be written"));
    Limits.examine(findings);
    NativeAccess.examine(findings);
    PathEncoding.examine(findings);
    Drawing.examine(findings);
    return findings;
  }

  private static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null ? "not set: " + otherwise : value;
  }

  private static void print(Findings findings) {
    Table.of(List.copyOf(findings.values().entrySet()))
        .column("item", Map.Entry::getKey)
        .column("value", Map.Entry::getValue)
        .print(false);
    findings
        .notes()
        .forEach(
            (item, text) ->
                System.out.printf("NOTE %s: %s%n", item, ForeignText.showMessage(text)));
    findings
        .problems()
        .forEach(
            (item, text) ->
                System.out.printf("PROBLEM %s: %s%n", item, ForeignText.showMessage(text)));
    if (!findings.notes().isEmpty() || !findings.problems().isEmpty()) {
      System.out.println();
    }
  }

  private static void printJson(Findings machine, Findings engine) {
    Map<String, String> values = new LinkedHashMap<>(machine.values());
    values.putAll(engine.values());
    Map<String, String> notes = new LinkedHashMap<>(machine.notes());
    notes.putAll(engine.notes());
    Map<String, Map<String, String>> report = new LinkedHashMap<>();
    report.put("findings", values);
    report.put("notes", notes);
    report.put("problems", engine.problems());
    System.out.println(Json.of(report));
  }

  /** The version of this program, from the manifest of its jar. */
  public static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"HighOrder " + highOrder()};
    }

    static String highOrder() {
      String version = DoctorCommand.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
