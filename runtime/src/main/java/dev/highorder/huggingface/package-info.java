/**
 * Tokenizers from files of Hugging Face's library; everything that touches DJL's extension for
 * them.
 */
package dev.highorder.huggingface;
