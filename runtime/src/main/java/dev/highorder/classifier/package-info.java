/** What an application embeds: a saved classifier that names images. */
package dev.highorder.classifier;
