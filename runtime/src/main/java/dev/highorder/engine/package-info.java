/**
 * How DJL's engines are started: chosen by name, with all cores, without reporting home; and which
 * backend belongs to which engine.
 */
package dev.highorder.engine;
