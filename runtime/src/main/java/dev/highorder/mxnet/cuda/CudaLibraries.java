package dev.highorder.mxnet.cuda;

import java.net.URL;
import java.util.List;
import java.util.Optional;

/**
 * The libraries that MXNet needs to run on CUDA 11.8, as resources of jars on the class path, in an
 * order in which the dependencies of each are loaded before it.
 *
 * <p>MXNet links to most of them, so that it does not load without them; cuDNN looks for those of
 * convolutions in its own folder.
 */
final class CudaLibraries {

  /** The main library; if it is present, this is a build for CUDA. */
  static final Library MXNET = new Library("org/bytedeco/mxnet/linux-x86_64-gpu/", "libmxnet.so");

  private static final String OPENBLAS = "org/bytedeco/openblas/linux-x86_64/";
  private static final String OPENCV = "org/bytedeco/opencv/linux-x86_64/";
  private static final String CUDA = "org/bytedeco/cuda/linux-x86_64/";

  /** The CUDA runtime, which tells whether CUDA works here. */
  static final Library RUNTIME = new Library(CUDA, "libcudart.so.11.0");

  /** The libraries that are loaded before MXNet. */
  static final List<Library> LOADED =
      List.of(
          new Library("native/lib/", "libgomp.so.1"),
          new Library(OPENBLAS, "libquadmath.so.0"),
          new Library(OPENBLAS, "libgfortran.so.5"),
          new Library(OPENBLAS, "libopenblas.so.0"),
          new Library(OPENCV, "libopencv_core.so.406"),
          new Library(OPENCV, "libopencv_imgproc.so.406"),
          new Library(OPENCV, "libopencv_imgcodecs.so.406"),
          RUNTIME,
          new Library(CUDA, "libcublasLt.so.11"),
          new Library(CUDA, "libcublas.so.11"),
          new Library(CUDA, "libcurand.so.10"),
          new Library(CUDA, "libcufft.so.10"),
          new Library(CUDA, "libcusolver.so.11"),
          new Library(CUDA, "libnvrtc-builtins.so.11.8"),
          new Library(CUDA, "libnvrtc.so.11.2"),
          new Library(CUDA, "libnccl.so.2"),
          new Library(CUDA, "libcudnn_ops_infer.so.8"),
          new Library(CUDA, "libcudnn_ops_train.so.8"),
          new Library(CUDA, "libcudnn_cnn_infer.so.8"),
          new Library(CUDA, "libcudnn_cnn_train.so.8"),
          new Library(CUDA, "libcudnn.so.8"));

  /** Libraries that are only unpacked, for cuDNN to find if a network needs them. */
  static final List<Library> UNPACKED_ONLY =
      List.of(
          new Library(CUDA, "libcudnn_adv_infer.so.8"),
          new Library(CUDA, "libcudnn_adv_train.so.8"));

  /**
   * A library in a jar.
   *
   * @param folder with a slash at its end
   */
  record Library(String folder, String name) {

    Optional<URL> find(ClassLoader loader) {
      return Optional.ofNullable(loader.getResource(folder + name));
    }
  }

  private CudaLibraries() {}
}
