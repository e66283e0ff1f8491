package dev.highorder.mxnet;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.lang.reflect.Proxy;
import java.util.List;

/** Functions of MXNet's C interface for which DJL 0.35 has no method. */
final class MxNetCalls {

  /** MXNet's library, which is loaded once per process; this is another handle to it. */
  static final MxnetLibrary LIBRARY = LibUtils.loadLibrary();

  private MxNetCalls() {}

  /**
   * Computes the backward pass from several values at once. DJL passes no gradients of these, and
   * declares the function with a type that is private to it.
   *
   * @param values recorded arrays
   * @param gradients the gradient of a loss with respect to each of them; null for values that
   *     depend on no trained parameter
   */
  static void backward(List<NDArray> values, List<NDArray> gradients) {
    Library.Handler handler = (Library.Handler) Proxy.getInvocationHandler(LIBRARY);
    Function function = handler.getNativeLibrary().getFunction("MXAutogradBackward");
    try (Memory heads = handles(values);
        Memory slopes = handles(gradients)) {
      JnaUtils.checkCall(function.invokeInt(new Object[] {values.size(), heads, slopes, 0}));
    }
  }

  private static Memory handles(List<NDArray> arrays) {
    Memory handles = new Memory((long) arrays.size() * Native.POINTER_SIZE);
    for (int i = 0; i < arrays.size(); i++) {
      MxNDArray array = (MxNDArray) arrays.get(i);
      handles.setPointer((long) i * Native.POINTER_SIZE, array == null ? null : array.getHandle());
    }
    return handles;
  }
}
