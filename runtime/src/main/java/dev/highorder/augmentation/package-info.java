/**
 * Random changes of training images, on their bytes: crop, flip, cutout, AutoAugment and
 * RandAugment.
 */
package dev.highorder.augmentation;
