/**
 * Random changes of training pictures, on their bytes: crop, flip, cutout, AutoAugment and
 * RandAugment.
 */
package dev.highorder.augmentation;
