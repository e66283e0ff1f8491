package dev.highorder.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final List<String> printed = new ArrayList<>();

  private final Messager messager =
      stub(
          Messager.class,
          arguments -> {
            printed.add(arguments[0] + " " + arguments[1]);
            return null;
          });

  private final Report report =
      new Report(
          stub(Element.class, arguments -> true), stub(AnnotationMirror.class, a -> null), false);

  private interface Answer {
    Object to(Object[] arguments);
  }

  private static <T> T stub(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(arguments)));
  }

  @Test
  void printsAllProblems() {
    report.add(Problem.NO_SCHEME);
    report.add(Problem.ORDER_OUT_OF_RANGE, 10, 9);

    assertFalse(report.isClean());
    report.printTo(messager);

    assertEquals(2, printed.size());
    assertEquals(
        "ERROR [HO210] order = 10 cannot be proved. Claim an order from 0 to 9, or leave it out.",
        printed.get(1));
  }

  @Test
  void printsNotesOnlyIfNothingIsWrong() {
    report.addNote("order 3");
    assertTrue(report.isClean());
    report.printTo(messager);
    assertEquals(List.of("NOTE order 3"), printed);

    printed.clear();
    report.add(Problem.NO_SCHEME);
    report.printTo(messager);
    assertEquals(1, printed.size());
    assertTrue(printed.get(0).startsWith("ERROR [HO204]"), printed.get(0));
  }
}
