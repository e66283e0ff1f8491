package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {

  private static final Prediction PREDICTION =
      new Prediction(
          List.of(
              new ClassProbability("a", 0.125),
              new ClassProbability("b", 0.625),
              new ClassProbability("c", 0.25)));

  @Test
  void sortsTheClasses() {
    assertEquals("b", PREDICTION.best().name());
    assertEquals(
        List.of("b", "c"), PREDICTION.top(2).stream().map(ClassProbability::name).toList());
    assertEquals(PREDICTION.classes(), PREDICTION.top(10));
    assertEquals(List.of(), PREDICTION.top(0));
    assertThrows(IllegalArgumentException.class, () -> PREDICTION.top(-1));
    assertThrows(IllegalArgumentException.class, () -> new Prediction(List.of()));
  }

  @Test
  void findsTheProbabilityOfAClass() {
    assertEquals(0.25, PREDICTION.probability("c"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> PREDICTION.probability("d"))
            .getMessage();
    assertEquals("There is no class d. The classes are [b, c, a].", message);
  }

  /** Logits are logarithms of probabilities up to a constant, however large that is. */
  @Test
  void isTheSoftmaxOfLogits() {
    double constant = 1000;
    float[] logits = {
      7, (float) (Math.log(1) + constant), (float) (Math.log(3) + constant), 7,
    };

    Prediction prediction = Prediction.ofLogits(List.of("x", "y"), logits, 1);

    assertEquals(0.25, prediction.probability("x"), 1e-4);
    assertEquals(0.75, prediction.probability("y"), 1e-4);
    assertEquals("y", prediction.best().name());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotANumberIsNoAnswer(float logit) {
    float[] logits = {0, 1, logit, 2};
    String message =
        assertThrows(
                ArithmeticException.class,
                () -> Prediction.ofLogits(List.of("x", "y\u001b"), logits, 1))
            .getMessage();
    assertTrue(message.startsWith("The network's output for the class y\\u001b is "), message);
    Prediction other = Prediction.ofLogits(List.of("x", "y"), logits, 0);
    assertEquals("y", other.best().name(), "the answer for another image of the batch");
  }

  @Test
  void isReadableInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("b 62.5%, c 25.0%, a 12.5%", PREDICTION.toString());
      Prediction many =
          new Prediction(
              IntStream.range(0, 12)
                  .mapToObj(i -> new ClassProbability("n" + i, 1.0 / 12))
                  .toList());
      assertTrue(many.toString().endsWith("n4 8.3%, and 7 more"), many.toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Web frameworks write what a controller returns with one of these. */
  @Test
  void isWrittenAsPlainJson() throws JsonProcessingException {
    String expected =
        "{'classes':[{'name':'b','probability':0.625},{'name':'c','probability':0.25},{'name':'a','probability':0.125}]}"
            .replace('\'', '"');

    assertEquals(expected, new ObjectMapper().writeValueAsString(PREDICTION));
    assertEquals(expected, new Gson().toJson(PREDICTION));
    assertEquals(PREDICTION, new ObjectMapper().readValue(expected, Prediction.class));
    assertEquals(PREDICTION, new Gson().fromJson(expected, Prediction.class));
  }
}
