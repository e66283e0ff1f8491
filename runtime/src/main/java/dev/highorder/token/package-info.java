/** Texts as sequences of tokens: their division into words, vocabularies, numbers of tokens. */
package dev.highorder.token;
