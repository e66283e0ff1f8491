/** The annotated models: one small factory method per sub-net. */
package dev.highorder.demo.net;
