package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.JsonUtils;
import ai.djl.util.Utils;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.cuda.MxNetCuda;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

  private static final String CUDA_PAGE = "See docs/cuda.md.";

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  @Override
  public Integer call() {
    platform();
    engines();
    if (json) {
      System.out.println(
          JsonUtils.GSON_PRETTY.toJson(Map.of("findings", findings, "problems", problems)));
    } else {
      Table.of(List.copyOf(findings.entrySet()))
          .column("item", Map.Entry::getKey)
          .column("value", Map.Entry::getValue)
          .print(false);
      problems.forEach((item, text) -> System.out.printf("PROBLEM %s: %s%n", item, text));
      if (problems.isEmpty()) {
        System.out.println("No problems found.");
      }
    }
    return problems.isEmpty() ? 0 : Failures.ENVIRONMENT;
  }

  private void platform() {
    Runtime runtime = Runtime.getRuntime();
    findings.put("HighOrder", Version.highOrder());
    findings.put("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
    findings.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    findings.put("cores", String.valueOf(runtime.availableProcessors()));
    findings.put("maximum Java heap", runtime.maxMemory() / (1 << 20) + " MiB");
    String ompThreads = System.getenv("OMP_NUM_THREADS");
    findings.put(
        "OMP_NUM_THREADS", ompThreads == null ? "not set: all cores are used" : ompThreads);
    Path cache = Utils.getCacheDir();
    findings.put("native library cache", cache.toString());
    Path existing = cache;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isWritable(existing)) {
      problems.put(
          "native library cache",
          cache + " is not writable. Set DJL_CACHE_DIR to a folder that is.");
    }
  }

  private void engines() {
    try {
      examine(Engines.start());
    } catch (EngineUnavailableException e) {
      problems.put("engine", e.getMessage());
      return;
    }
    findings.put("DJL", Engine.getDjlVersion());
    findings.put("engines on the class path", new TreeSet<>(Engine.getAllEngines()).toString());
  }

  private void examine(Engine engine) {
    findings.put("default engine", engine.getEngineName() + " " + engine.getVersion());
    // DJL's engines name their library in their own description, each in a line of its own.
    engine
        .toString()
        .lines()
        .filter(line -> line.contains("Library: "))
        .forEach(
            line -> findings.put("native library", line.substring(line.indexOf(": ") + 2).strip()));
    if (engine.getEngineName().equals(Engines.MXNET)) {
      cuda(MxNetCuda.prepare(), engine.getGpuCount());
    }
    findings.put("GPUs that DJL uses", String.valueOf(engine.getGpuCount()));
    findings.put("default device", engine.defaultDevice().toString());
    try (NDManager manager = engine.newBaseManager()) {
      NDArray ones = manager.ones(new Shape(256, 256));
      float sum = ones.matMul(ones).sum().getFloat();
      if (sum == 256f * 256 * 256) {
        findings.put("computation", "a matrix product is correct");
      } else {
        problems.put(
            "computation", "a matrix product is wrong: " + sum + ". Reinstall the engine.");
      }
    }
  }

  private void cuda(MxNetCuda.Report report, int used) {
    findings.put("MXNet on CUDA", report.state() + ": " + report.explanation());
    report
        .driver()
        .ifPresent(
            driver -> {
              findings.put("NVIDIA driver", driver.state().toString());
              for (int i = 0; i < driver.devices().size(); i++) {
                findings.put("gpu(%d)".formatted(i), driver.devices().get(i));
              }
            });
    report.folder().ifPresent(folder -> findings.put("CUDA libraries", folder.toString()));
    switch (report.state()) {
      case FAILED -> problems.put("CUDA", report.explanation() + ". " + CUDA_PAGE);
      case NO_GPU -> findings.put("to use a GPU", CUDA_PAGE);
      case READY -> {
        if (used == 0) {
          problems.put(
              "CUDA",
              "the machine has GPUs, but DJL uses none: it loaded another library, or was started before"
                  + " Engines.start. "
                  + CUDA_PAGE);
        }
      }
      case NOT_BUILT_IN, CHOSEN_ELSEWHERE -> {}
    }
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
