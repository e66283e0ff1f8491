/**
 * Ready-made sub-nets and their layers: DJL blocks whose output has the shape of their input, to be
 * annotated or copied.
 */
package dev.highorder.subnet;
