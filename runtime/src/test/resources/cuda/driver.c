/*
 * Stand-ins for NVIDIA's driver library, libcuda, for tests on machines without one. make_stand_ins.sh
 * builds one for each case; the functions have the signatures of CUDA's driver API.
 */
#ifndef EMPTY

int cuInit(unsigned int flags) { return INIT; }

int cuDriverGetVersion(int *version) { *version = VERSION; return 0; }

int cuDeviceGetCount(int *count) { *count = 2; return 0; }

int cuDeviceGet(int *device, int ordinal) { *device = 40 + ordinal; return 0; }

int cuDeviceGetName(char *name, int length, int device) {
  const char *text = device == 41 ? "Stand-in B" : "Stand-in A";
  int i = 0;
  for (; text[i] && i < length - 1; i++) name[i] = text[i];
  name[i] = 0;
  return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = attribute == 75 ? 9 : attribute == 76 ? device - 40 : -1;
  return 0;
}

#endif
