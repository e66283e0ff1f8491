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

/** What MXNet's C interface offers, but DJL 0.35 has no method for. */
final class MxNetCalls {

  /** Loads MXNet, once for all; this is another handle to it. */
  static final MxnetLibrary LIBRARY = LibUtils.loadLibrary();

  private MxNetCalls() {}

  /**
   * Goes back through what was recorded from several values at once. DJL passes no gradients of
   * theirs, and declares the call with a type that is its own.
   *
   * @param values what was recorded
   * @param gradients of a loss with respect to each; null for what nothing that learns leads to
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
