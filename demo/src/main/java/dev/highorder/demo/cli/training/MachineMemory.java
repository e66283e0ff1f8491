package dev.highorder.demo.cli.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that a training run can have here.
 *
 * @param machine the bytes of the machine, or of its container
 * @param heap the bytes to which Java's heap may grow
 */
record MachineMemory(long machine, long heap) {

  static MachineMemory ofThisMachine() {
    long machine =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Long.MAX_VALUE;
    return new MachineMemory(machine, Runtime.getRuntime().maxMemory());
  }
}
