/**
 * The library that generated code and applications call: stacks, networks, training, saved
 * classifiers and engines.
 *
 * <p>An application requires this module alone. DJL's API comes with it, and MXNet's engine is used
 * if it is on the module path.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // DJL and JNA
module dev.highorder.runtime {
  requires transitive ai.djl.api;
  requires transitive com.google.gson;
  requires transitive dev.highorder;
  requires transitive java.desktop;
  requires de.siegmar.fastcsv;
  requires org.slf4j;
  requires static ai.djl.mxnet_engine;
  requires static ai.djl.tokenizers;
  requires static com.google.protobuf;
  requires static com.sun.jna;
  requires static com.microsoft.onnxruntime;
  requires static com.twelvemonkeys.imageio.webp;
  requires static micrometer.core;
  requires static org.tribuo.util.onnx;

  exports dev.highorder.artifact;
  exports dev.highorder.augmentation;
  exports dev.highorder.backend;
  exports dev.highorder.classifier;
  exports dev.highorder.dataset;
  exports dev.highorder.dataset.image;
  exports dev.highorder.dataset.table;
  exports dev.highorder.dataset.text;
  exports dev.highorder.engine;
  exports dev.highorder.evaluation;
  exports dev.highorder.export;
  exports dev.highorder.generated;
  exports dev.highorder.huggingface;
  exports dev.highorder.image;
  exports dev.highorder.input;
  exports dev.highorder.network;
  exports dev.highorder.optimizer;
  exports dev.highorder.recipe;
  exports dev.highorder.serving;
  exports dev.highorder.serving.metrics;
  exports dev.highorder.shapes;
  exports dev.highorder.source;
  exports dev.highorder.source.csv;
  exports dev.highorder.stack;
  exports dev.highorder.storage;
  exports dev.highorder.subnet;
  exports dev.highorder.table;
  exports dev.highorder.text;
  exports dev.highorder.token;
  exports dev.highorder.training;
  exports dev.highorder.training.callback;
  exports dev.highorder.training.checkpoint;
  exports dev.highorder.training.diagnosis;
  exports dev.highorder.training.state;
  exports dev.highorder.weights;

  uses ai.djl.engine.EngineProvider;

  // Gson makes records and adapters of these rooms that are not public.
  opens dev.highorder.artifact to
      com.google.gson;
  opens dev.highorder.input to
      com.google.gson;
  opens dev.highorder.table to
      com.google.gson;
  opens dev.highorder.training.checkpoint to
      com.google.gson;
}
