/** The paper's tables, computed again: what each prints stands beside what the paper printed. */
package dev.highorder.demo.experiment;
