package dev.highorder.demo.bench.workload;

/** Who computes. */
public enum Side {
  /** Nobody: the resources of a process that runs nothing. */
  IDLE,
  /** Generated code, as one compiled graph. */
  GRAPH,
  /** Generated code, as compiled segments whose activations are recomputed in the backward pass. */
  SEGMENTS,
  /** Generated code, operator by operator. */
  OPERATORS,
  /** Generated code, operator by operator; activations are recomputed in the backward pass. */
  RECOMPUTED,
  /** A baseline that is written with DJL alone; its network runs without this library. */
  HAND_WRITTEN,
  /** Generated code on DJL's PyTorch engine. */
  PYTORCH,
  /** ONNX Runtime. */
  ONNX_RUNTIME
}
