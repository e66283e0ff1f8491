/**
 * Tests of generated code, which need the annotation processor and the runtime together: stacks and
 * networks generated from {@code SmallSubNets}, {@code ExistingModels} and the demo's sub-nets.
 *
 * <p>The runtime cannot hold them, since only modules that depend on both see generated classes.
 * Tests of several rooms at once are here too, where they share {@code SmallTraining}.
 */
package dev.highorder.demo.integration;
