package dev.highorder.backend;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded cache of the graphs that one network was compiled to, such as one for each batch size.
 *
 * <p>A network that cannot be traced is reported at level INFO and never compiled again. Any other
 * failure is a fault; it is reported at level WARN with its stack trace, or thrown if {@link
 * Compilation#STRICT} is chosen. In both cases the cache stays as it is and the caller runs the
 * network operator by operator, which gives the right answers.
 *
 * <p>Any number of threads may use a cache at the same time.
 *
 * @param <K> what distinguishes the graphs
 * @param <N> the type of the graphs
 */
public final class CompiledNetworks<K, N extends AutoCloseable> {

  /** The policy for another graph when a cache is full. */
  public enum WhenFull {
    /** The graph that was used least recently is closed. */
    CLOSE_OLDEST,
    /** Nothing more is compiled. */
    STOP
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(CompiledNetworks.class);

  private final Backend backend;
  private final Optional<GraphCompiler> compiler;
  private int maxNetworks;
  private final WhenFull whenFull;
  private final boolean isStrict;
  private final Map<K, N> networks = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<K> underWay = new HashSet<>();
  private boolean isGivenUp;

  /**
   * Creates an empty cache.
   *
   * @param backend on whose thread graphs are closed
   * @param compiler the compiler; if there is none, nothing is ever compiled
   * @param maxNetworks the largest number of graphs, since each has memory of its own
   * @param whenFull the policy when there are as many
   */
  public CompiledNetworks(
      Backend backend, Optional<GraphCompiler> compiler, int maxNetworks, WhenFull whenFull) {
    Compilation compilation = Compilation.chosen();
    this.backend = backend;
    this.compiler = compilation == Compilation.OFF ? Optional.empty() : compiler;
    this.maxNetworks = maxNetworks;
    this.whenFull = whenFull;
    isStrict = compilation == Compilation.STRICT;
  }

  /** Returns a graph, which counts as used now, if it was compiled. */
  public synchronized Optional<N> get(K key) {
    return Optional.ofNullable(networks.get(key));
  }

  /**
   * Makes room for more graphs, if there is less.
   *
   * @param count the number of graphs that must fit
   */
  public synchronized void reserve(int count) {
    maxNetworks = Math.max(maxNetworks, count);
  }

  /** Returns the number of graphs. */
  public synchronized int size() {
    return networks.size();
  }

  /** Returns whether {@link #compile} would compile something. */
  public synchronized boolean lacks(K key) {
    return compiler.isPresent()
        && !isGivenUp
        && !networks.containsKey(key)
        && !underWay.contains(key)
        && (networks.size() + underWay.size() < maxNetworks || whenFull == WhenFull.CLOSE_OLDEST);
  }

  /**
   * Compiles a graph, unless it is there already, another thread is at it, the cache is full, or an
   * earlier attempt has failed. Call it from outside of a unit of work, since it takes long.
   *
   * @param compilation compiles the network, or returns empty if it is better run operator by
   *     operator
   * @throws RuntimeException what the compilation throws, if {@link Compilation#STRICT} is chosen
   *     and it is no {@link UntraceableNetworkException}
   */
  public void compile(K key, Function<GraphCompiler, Optional<N>> compilation) {
    synchronized (this) {
      if (!lacks(key)) {
        return;
      }
      underWay.add(key);
    }
    Optional<N> compiled = Optional.empty();
    try {
      compiled = compilation.apply(compiler.orElseThrow());
    } catch (UntraceableNetworkException e) {
      reportUntraceable(e);
    } catch (RuntimeException e) {
      if (isStrict) {
        throw e;
      }
      reportFault(e);
    } finally {
      finish(key, compiled);
    }
  }

  private static void reportUntraceable(UntraceableNetworkException e) {
    String report = "The network runs operator by operator, since it cannot be traced: {}";
    if (e.getCause() == null) {
      LOGGER.info(report, e.getMessage());
    } else {
      LOGGER.warn(report, e.getMessage(), e); // the network itself failed
    }
  }

  private static void reportFault(RuntimeException e) {
    LOGGER.warn(
        "The network could not be compiled, so it runs operator by operator: its results are right,"
            + " but it is slower. This is a fault of HighOrder or of the engine, not of the"
            + " network. Please report it with this stack trace.",
        e);
  }

  private void finish(K key, Optional<N> compiled) {
    Optional<N> oldest = Optional.empty();
    synchronized (this) {
      underWay.remove(key);
      if (compiled.isPresent()) {
        networks.put(key, compiled.get());
        oldest = removeOldest();
      } else {
        isGivenUp = true;
      }
    }
    oldest.ifPresent(this::close);
  }

  /** Closes all graphs. Others can be compiled afterwards. */
  public void clear() {
    List<N> all;
    synchronized (this) {
      all = List.copyOf(networks.values());
      networks.clear();
    }
    all.forEach(this::close);
  }

  private Optional<N> removeOldest() {
    if (networks.size() <= maxNetworks) {
      return Optional.empty();
    }
    Iterator<N> all = networks.values().iterator();
    N oldest = all.next();
    all.remove();
    return Optional.of(oldest);
  }

  private void close(N network) {
    backend.run(
        () -> {
          try {
            network.close();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException("A graph cannot be closed: " + e.getMessage(), e);
          }
        });
  }
}
