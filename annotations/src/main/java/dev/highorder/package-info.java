/** What a user writes on a sub-net: the annotation and the words that it takes. */
package dev.highorder;
