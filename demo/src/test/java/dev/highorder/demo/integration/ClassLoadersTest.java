package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that is loaded as in executable jars, web servers and plug-ins. */
class ClassLoadersTest {

  private static final LabelledImages IMAGES = new DrawnShapes(1).draw(DataSplit.TEST, 2);

  @TempDir Path folder;
  private Path directory;

  @BeforeEach
  void save() throws IOException {
    directory = folder.resolve("classifier");
    Network network = HiddenUnitRk4.network(10, 4);
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(IMAGES.classes())
          .setInput(IMAGES.format(IMAGES.normalisation()))
          .save(directory);
    }
  }

  /** As threads of the common pool are in an executable jar: they know Java and nothing else. */
  private static ForkJoinWorkerThread foreignThread(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = new ForkJoinWorkerThread(pool) {};
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return thread;
  }

  @Test
  void loadsOnAThreadThatKnowsNoClassOfTheApplication()
      throws ExecutionException, InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(1, ClassLoadersTest::foreignThread, null, false);
    try {
      String best = CompletableFuture.supplyAsync(this::classify, pool).get();
      assertEquals(classify(), best);
    } finally {
      pool.shutdown();
    }
  }

  private String classify() {
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      return classifier.classify(IMAGES.image(0)).best().name();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A plug-in: its own loader has its own generated class, while HighOrder is that of the host. */
  private static final class PlugIn extends URLClassLoader {

    PlugIn() {
      super(
          "plug-in",
          new URL[] {HiddenUnitRk4.class.getProtectionDomain().getCodeSource().getLocation()},
          ImageClassifier.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith(HiddenUnitRk4.class.getPackageName() + ".HiddenUnit")) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
        return super.loadClass(name, resolve);
      }
    }
  }

  @Test
  void usesTheClassLoaderThatIsGiven() throws IOException {
    try (PlugIn plugIn = new PlugIn();
        NDManager manager = Engines.start().newBaseManager()) {
      Network network = SavedClassifier.open(directory, plugIn).network(manager);
      assertNotSame(HiddenUnitRk4.class, network.stacks().get(0).getClass());
      assertSame(plugIn, network.stacks().get(0).getClass().getClassLoader());
      try (ImageClassifier classifier = ImageClassifier.load(directory, plugIn)) {
        assertEquals(classify(), classifier.classify(IMAGES.image(0)).best().name());
      }
    }
  }

  @Test
  void namesTheClassLoaderThatDoesNotKnowTheClass() {
    String message =
        assertThrows(
                StorageException.class,
                () -> ImageClassifier.load(directory, ClassLoader.getPlatformClassLoader()))
            .getMessage();
    assertTrue(
        message.contains(
            "was saved with the class dev.highorder.demo.integration.HiddenUnitRk4, which is not found by the given class loader (platform)."),
        message);
  }
}
