/**
 * Crash-safe and validated files: directories that are replaced atomically, safetensors files and
 * checksums. For this library's own use.
 */
package dev.highorder.storage;
