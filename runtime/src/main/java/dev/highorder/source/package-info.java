/** Data sets on disk: image folders, CIFAR and IDX files, and the options for reading them. */
package dev.highorder.source;
