/**
 * Crash-safe and validated files: directories that are replaced atomically, safetensors files of
 * this library and of others, checksums and the search for classes that files name. For this
 * library's own use.
 */
package dev.highorder.storage;
