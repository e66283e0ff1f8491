/**
 * Random changes of training images, as bytes: crop, flip, cutout, AutoAugment and RandAugment.
 * Nothing here imports an engine.
 */
package dev.highorder.augmentation;
