/** The networks of the command line. */
module dev.highorder.nets {
  requires transitive dev.highorder.runtime;

  exports dev.highorder.demo.net;
}
