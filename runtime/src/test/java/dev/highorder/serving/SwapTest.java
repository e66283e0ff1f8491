package dev.highorder.serving;

import static dev.highorder.serving.SavedShapes.IMAGES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A version replaces another while requests come, and only if it deserves to. */
@Timeout(180)
class SwapTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static Path one;
  private static Path two;
  private static List<Prediction> ofOne;
  private static List<Prediction> ofTwo;

  @BeforeAll
  static void save() throws IOException {
    one = SavedShapes.save(folder.resolve("one"));
    two = SavedShapes.save(folder.resolve("two"));
    ofOne = answers(one);
    ofTwo = answers(two);
  }

  private static List<Prediction> answers(Path directory) throws IOException {
    List<Prediction> answers = new ArrayList<>();
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      for (int i = 0; i < IMAGES.size(); i++) {
        answers.add(classifier.classify(IMAGES.image(i)));
      }
    }
    return answers;
  }

  private static ServedClassifier serve(Path directory) throws IOException {
    return ServedClassifier.builder().optMaxBatch(4).serve(ImageClassifier.load(directory));
  }

  private static boolean isOf(List<Prediction> expected, int image, Prediction answer) {
    return expected.get(image).classes().stream()
        .allMatch(a -> Math.abs(a.probability() - answer.probability(a.name())) < 1e-5);
  }

  private static String name(Path directory) throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      return classifier.manifest().parameters().sha256().substring(0, 12);
    }
  }

  /** Threads that classify until they are stopped, and count answers of neither version. */
  private static final class Load implements AutoCloseable {

    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger mixtures = new AtomicInteger();
    private final List<CompletableFuture<Void>> callers = new ArrayList<>();

    Load(ServedClassifier served, int threads) {
      for (int i = 0; i < threads; i++) {
        int first = i;
        callers.add(
            CompletableFuture.runAsync(() -> run(served, first), task -> new Thread(task).start()));
      }
    }

    private void run(ServedClassifier served, int first) {
      try {
        for (int i = first; !isStopped.get(); i = (i + 1) % IMAGES.size()) {
          if (i == 0) {
            count(served.classifyAll(List.of(IMAGES.image(0), IMAGES.image(1), IMAGES.image(2))));
          } else {
            Prediction answer = served.classify(IMAGES.image(i));
            answers.incrementAndGet();
            mixtures.addAndGet(isOf(ofOne, i, answer) || isOf(ofTwo, i, answer) ? 0 : 1);
          }
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** One version answers a whole list. */
    private void count(List<Prediction> list) {
      boolean isOne = true;
      boolean isTwo = true;
      for (int i = 0; i < list.size(); i++) {
        isOne &= isOf(ofOne, i, list.get(i));
        isTwo &= isOf(ofTwo, i, list.get(i));
      }
      answers.addAndGet(list.size());
      mixtures.addAndGet(isOne || isTwo ? 0 : 1);
    }

    void awaitAnswers(int count) throws InterruptedException {
      int end = answers.get() + count;
      while (answers.get() < end && callers.stream().noneMatch(CompletableFuture::isDone)) {
        Thread.sleep(1);
      }
    }

    /** Stops all, and throws what one of them threw. */
    @Override
    public void close() {
      isStopped.set(true);
      callers.forEach(CompletableFuture::join);
    }
  }

  @Test
  void aSwapUnderLoadDropsAndMixesNothing() throws Exception {
    assertFalse(isOf(ofTwo, 3, ofOne.get(3)), "the versions differ");
    try (ServedClassifier served = serve(one)) {
      Load load = new Load(served, 6);
      for (int i = 0; i < 3; i++) {
        load.awaitAnswers(20);
        SwapReport report = served.swap(ImageClassifier.load(two));
        assertEquals(name(one), report.from());
        assertEquals(name(two), report.to());
        assertTrue(isOf(ofTwo, 3, served.classify(IMAGES.image(3))));
        load.awaitAnswers(20);
        assertEquals(name(one), served.restorePrevious());
        assertTrue(isOf(ofOne, 3, served.classify(IMAGES.image(3))));
        assertEquals(name(one), served.manifest().parameters().sha256().substring(0, 12));
      }
      load.close();
      assertTrue(load.answers.get() >= 120, "answers " + load.answers);
      assertEquals(0, load.mixtures.get());
    }
  }

  @Test
  void aShadowReportsTheDisagreement() throws Exception {
    try (ServedClassifier served = serve(one);
        Load load = new Load(served, 4)) {
      SwapReport same = served.swap(ImageClassifier.load(one), new Shadow(50, 0, LONG));
      assertEquals(50, same.compared());
      assertEquals(0, same.disagreements());
      assertTrue(same.largestDifference() < 1e-5, same.toString());

      SwapReport other = served.swap(ImageClassifier.load(two), new Shadow(50, 1, LONG));
      assertEquals(50, other.compared());
      assertTrue(other.largestDifference() > 1e-5, other.toString());
      assertTrue(isOf(ofTwo, 3, served.classify(IMAGES.image(3))));
      assertEquals(0, load.mixtures.get());
    }
  }

  @Test
  void tooMuchDisagreementKeepsTheOldVersion() throws Exception {
    int differing = 0;
    for (int i = 0; i < IMAGES.size(); i++) {
      boolean isSame = ofOne.get(i).best().name().equals(ofTwo.get(i).best().name());
      differing += isSame ? 0 : 1;
    }
    assertTrue(differing > 1, "two random networks agree; draw others");
    try (ServedClassifier served = serve(one);
        Load load = new Load(served, 4)) {
      Shadow strict = new Shadow(2 * IMAGES.size(), 0, LONG);
      ImageClassifier next = ImageClassifier.load(two);
      String message =
          assertThrows(SwapRefusedException.class, () -> served.swap(next, strict)).getMessage();
      assertTrue(message.contains("disagrees"), message);
      assertThrows(IllegalStateException.class, () -> next.classify(IMAGES.image(0)), "closed");
      assertTrue(isOf(ofOne, 3, served.classify(IMAGES.image(3))));
      assertThrows(SwapRefusedException.class, served::restorePrevious, "nothing was swapped");
      assertEquals(0, load.mixtures.get());
    }
  }

  @Test
  void tooFewImagesKeepTheOldVersion() throws Exception {
    try (ServedClassifier served = serve(one)) {
      Shadow quiet = new Shadow(5, 0, Duration.ofMillis(10));
      String message =
          assertThrows(
                  SwapRefusedException.class, () -> served.swap(ImageClassifier.load(two), quiet))
              .getMessage();
      assertTrue(message.contains("Only 0 of 5 images"), message);
      assertTrue(isOf(ofOne, 3, served.classify(IMAGES.image(3))));
    }
  }

  /** The stored logits are another network's, but loading checks them, too: so without a check. */
  @Test
  void aVersionWithoutStoredOutputsIsRefused() throws Exception {
    Path unchecked = Files.createDirectory(folder.resolve("unchecked"));
    try (var files = Files.list(two)) {
      for (Path file : files.toList()) {
        Files.copy(file, unchecked.resolve(file.getFileName()));
      }
    }
    Path manifest = unchecked.resolve("model.json");
    Matcher check =
        Pattern.compile("\"check\": \\{[^}]*\\},\\s*").matcher(Files.readString(manifest));
    assertTrue(check.find());
    Files.writeString(manifest, check.replaceFirst(""));
    try (ServedClassifier served = serve(one)) {
      ImageClassifier next = ImageClassifier.load(unchecked);
      String message =
          assertThrows(SwapRefusedException.class, () -> served.swap(next)).getMessage();
      assertTrue(message.contains("no stored outputs"), message);
      assertTrue(isOf(ofOne, 3, served.classify(IMAGES.image(3))));
    }
  }

  /** The stored logits belong to whole batches of every size, also when compiled. */
  @Test
  void storedOutputsAreComparedInBatches() throws Exception {
    try (ImageClassifier classifier = ImageClassifier.load(one)) {
      classifier.warmUp(1, 2, 5);
      for (int size : new int[] {1, 2, 3, 5}) {
        assertTrue(classifier.differenceFromStored(size).isEmpty(), "" + size);
      }
      assertThrows(IllegalArgumentException.class, () -> classifier.differenceFromStored(0));
    }
  }

  @Test
  void aSecondSwapIsRefused() throws Exception {
    try (ServedClassifier served = serve(one)) {
      ImageClassifier next = ImageClassifier.load(two);
      CompletableFuture<SwapReport> first =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return served.swap(next, new Shadow(1, 1, LONG));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      ImageClassifier late = ImageClassifier.load(two);
      while (!threadNames().contains("HighOrder served classifier " + name(two))) {
        Thread.sleep(1);
      }
      String message =
          assertThrows(SwapRefusedException.class, () -> served.swap(late)).getMessage();
      assertTrue(message.contains("under way"), message);
      assertThrows(IllegalStateException.class, () -> late.classify(IMAGES.image(0)), "closed");
      assertThrows(SwapRefusedException.class, served::restorePrevious);
      while (!first.isDone()) {
        served.classify(IMAGES.image(3));
      }
      assertEquals(name(two), first.get().to());
    }
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void closingEndsAShadow() throws Exception {
    ServedClassifier served = serve(one);
    ImageClassifier next = ImageClassifier.load(two);
    CompletableFuture<SwapReport> swap =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return served.swap(next, new Shadow(1000, 0, Duration.ofHours(1)));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    while (!threadNames().contains("HighOrder served classifier " + name(two))) {
      Thread.sleep(1);
    }
    served.close();
    assertThrows(ExecutionException.class, swap::get);
    assertThrows(IllegalStateException.class, () -> next.classify(IMAGES.image(0)), "closed");
    assertEquals(
        List.of(),
        threadNames().stream().filter(name -> name.startsWith("HighOrder served")).toList());
    ImageClassifier late = ImageClassifier.load(two);
    assertThrows(IllegalStateException.class, () -> served.swap(late));
    assertThrows(IllegalStateException.class, () -> late.classify(IMAGES.image(0)), "closed");
  }

  @Test
  void aClassifierIsNotSwappedForItself() throws Exception {
    ImageClassifier classifier = ImageClassifier.load(one);
    try (ServedClassifier served = ServedClassifier.builder().serve(classifier)) {
      assertThrows(IllegalArgumentException.class, () -> served.swap(classifier));
      assertTrue(isOf(ofOne, 3, served.classify(IMAGES.image(3))), "it still serves");
    }
  }
}
