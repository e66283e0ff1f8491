/** Sub-nets to annotate or to copy: DJL blocks whose output has the shape of their input. */
package dev.highorder.subnet;
