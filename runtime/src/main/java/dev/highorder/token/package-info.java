/** Texts as sequences of tokens: tokenizers, the division into words, vocabularies. */
package dev.highorder.token;
