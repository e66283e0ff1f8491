/* A stand-in for the CUDA runtime, libcudart: it counts GPUs, or gives the error COUNT < 0. */
int cudaGetDeviceCount(int *count) {
  *count = COUNT < 0 ? 0 : COUNT;
  return COUNT < 0 ? -COUNT : 0;
}
