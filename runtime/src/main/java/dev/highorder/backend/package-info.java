/**
 * The properties of engines that DJL does not describe, and the cache of compiled networks:
 * interfaces that engines implement, and nothing that names an engine.
 *
 * <p>Three things can be plugged in here.
 *
 * <ul>
 *   <li>A <b>DJL engine</b> needs no code: {@link dev.highorder.backend.Backend#of} describes one
 *       whose calls run on the calling thread and whose networks run operator by operator. If the
 *       engine has habits of its own, implement {@link dev.highorder.backend.Backend} in a package
 *       of that engine, and name it in {@code Engines.backend}.
 *   <li>A <b>compiler for a DJL engine</b>, such as one for INT8, implements {@link
 *       dev.highorder.backend.GraphCompiler} and is returned by that engine's {@link
 *       dev.highorder.backend.Backend#compiler}. It is responsible for the precision of what it
 *       returns. The cache, the fallback and the reports of failures come with {@link
 *       dev.highorder.backend.CompiledNetworks}.
 *   <li>A <b>runtime without DJL</b>, such as ONNX Runtime, has no arrays of DJL and cannot train.
 *       It implements {@link dev.highorder.backend.InferenceSession}, which exchanges plain
 *       numbers; that is all that a classifier asks of it.
 * </ul>
 */
package dev.highorder.backend;
