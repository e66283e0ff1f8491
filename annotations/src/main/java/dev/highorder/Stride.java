package dev.highorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a sub-net that is its stride: the number by which it divides height and
 * width. It stands on one {@code int} of the constructor or factory method:
 *
 * <pre>{@code
 * @HighOrder(scheme = Scheme.EULER, blocks = {2, 2, 2, 2}, afterSum = AfterSum.RELU)
 * static Block basic(int channels, @Stride int stride) { ... }
 * }</pre>
 *
 * <p>Generated methods do not have this parameter. The stride is 1, except in the first stage of a
 * stack that changes the shape in its first block, as the stages of a ResNet do.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Stride {}
