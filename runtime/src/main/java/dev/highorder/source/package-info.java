/** Data sets on disk: image folders and CIFAR-10, and the options for reading them. */
package dev.highorder.source;
