/**
 * Experiments that train networks, as values, and the runner that executes and resumes them. A
 * result depends on plan, seed and images alone; it is in the folder as a whole or not at all.
 */
package dev.highorder.demo.experiment.run;
