/** How DJL's engines are started: chosen by name, with all processors, without calling home. */
package dev.highorder.engine;
