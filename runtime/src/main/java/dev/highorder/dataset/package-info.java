/**
 * Labelled images: where they come from (image folders, CIFAR-10, shapes drawn here), their pixels
 * in memory, and the batches that training and evaluation read.
 */
package dev.highorder.dataset;
