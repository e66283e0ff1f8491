/** What an application embeds: a saved classifier that names pictures. */
package dev.highorder.classifier;
