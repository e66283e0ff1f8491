/** An application on the module path, with a sub-net of its own. */
module example {
  requires dev.highorder.runtime;
  requires dev.highorder.nets; // the command line's networks

  exports example.subnets; // saved classifiers name the generated classes here
}
