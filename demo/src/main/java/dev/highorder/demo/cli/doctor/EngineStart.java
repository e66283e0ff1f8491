package dev.highorder.demo.cli.doctor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Utils;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.cuda.MxNetCuda;
import java.util.TreeSet;

/** The default engine: whether it starts, what it is, and whether it computes correctly. */
public final class EngineStart {

  private static final String CUDA_PAGE = "See docs/cuda.md.";

  private final Findings findings;

  private EngineStart(Findings findings) {
    this.findings = findings;
  }

  /** Starts the default engine and computes with it. */
  public static void examine(Findings findings) {
    // Before the start, which may fill the folder.
    LibraryCache cache = new LibraryCache(Utils.getEngineCacheDir());
    Engine engine;
    try {
      engine = Engines.start();
    } catch (EngineUnavailableException e) {
      findings.problem("engine", e.getMessage());
      cache.examine(findings, false);
      return;
    }
    cache.examine(findings, true);
    findings.value("DJL", Engine.getDjlVersion());
    findings.value("engines on the class path", new TreeSet<>(Engine.getAllEngines()).toString());
    new EngineStart(findings).examine(engine);
  }

  private void examine(Engine engine) {
    findings.value("default engine", engine.getEngineName() + " " + engine.getVersion());
    // DJL's engines name their library in their own description, each in a line of its own.
    engine
        .toString()
        .lines()
        .filter(line -> line.contains("Library: "))
        .forEach(
            line ->
                findings.value("native library", line.substring(line.indexOf(": ") + 2).strip()));
    if (engine.getEngineName().equals(Engines.MXNET)) {
      cuda(MxNetCuda.prepare(), engine.getGpuCount());
    }
    findings.value("GPUs that DJL uses", String.valueOf(engine.getGpuCount()));
    findings.value("default device", engine.defaultDevice().toString());
    computation(engine);
  }

  private void computation(Engine engine) {
    try (NDManager manager = engine.newBaseManager()) {
      NDArray ones = manager.ones(new Shape(256, 256));
      float sum = ones.matMul(ones).sum().getFloat();
      if (sum == 256f * 256 * 256) {
        findings.value("computation", "a matrix product is correct");
      } else {
        findings.problem(
            "computation", "a matrix product is wrong: " + sum + ". Reinstall the engine.");
      }
    }
  }

  private void cuda(MxNetCuda.Report report, int used) {
    findings.value("MXNet on CUDA", report.state() + ": " + report.explanation());
    report
        .driver()
        .ifPresent(
            driver -> {
              findings.value("NVIDIA driver", driver.state().toString());
              for (int i = 0; i < driver.devices().size(); i++) {
                findings.value("gpu(%s)".formatted(i), driver.devices().get(i));
              }
            });
    report.folder().ifPresent(folder -> findings.value("CUDA libraries", folder.toString()));
    switch (report.state()) {
      case FAILED -> findings.problem("CUDA", report.explanation() + ". " + CUDA_PAGE);
      case NO_GPU -> findings.value("to use a GPU", CUDA_PAGE);
      case READY -> {
        MxNetCuda.kernelNotice().ifPresent(notice -> findings.note("CUDA kernels", notice));
        if (used == 0) {
          findings.problem(
              "CUDA",
              "the machine has GPUs, but DJL uses none: it loaded another library, or was started before"
                  + " Engines.start. "
                  + CUDA_PAGE);
        }
      }
      case NOT_BUILT_IN, CHOSEN_ELSEWHERE -> {}
    }
  }
}
