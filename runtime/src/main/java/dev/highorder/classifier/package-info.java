/** The classifier that an application embeds: it loads a saved network and answers requests. */
package dev.highorder.classifier;
