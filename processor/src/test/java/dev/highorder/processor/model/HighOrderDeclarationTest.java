package dev.highorder.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.StepSize;
import dev.highorder.Weights;
import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value of an annotation is read, with its default or as it is written. */
class HighOrderDeclarationTest {

  @TempDir Path output;

  private void read(String annotations, Consumer<List<HighOrderDeclaration>> reader) {
    AtomicInteger calls = new AtomicInteger();
    Compilation compilation =
        Compilation.to(output)
            .only(
                new ReadingProcessor(
                    declarations -> {
                      calls.incrementAndGet();
                      reader.accept(declarations);
                    }))
            .compile(
                "package example; import dev.highorder.*;\n"
                    + annotations
                    + "\npublic class Unit extends ai.djl.nn.SequentialBlock {\n@Tableau(order = 1,"
                    + " source = \"here\", title = \"own\", value = \"x\") interface Own {} }");
    assertEquals(List.of(), compilation.errors());
    assertEquals(1, calls.get());
  }

  @Test
  void readsDefaults() {
    read(
        "@HighOrder",
        declarations -> {
          HighOrderDeclaration declaration = declarations.get(0);
          assertEquals(List.of(), declaration.writtenSchemes());
          assertEquals(Weights.PER_STAGE, declaration.weights().get());
          assertEquals(StepSize.FIXED, declaration.step().get());
          assertEquals(1, declaration.h().get());
          assertEquals(List.of(), declaration.range().get());
          assertEquals("", declaration.name().get());
          assertFalse(declaration.blocks().isWritten());
          assertFalse(declaration.subNets().isWritten());
        });
  }

  @Test
  void readsWhatIsWritten() {
    read(
        "@HighOrder(scheme = {Scheme.RK4, Scheme.REVNET}, blocks = {3, 4}, subNets = 0, weights ="
            + " Weights.SHARED, step = StepSize.LEARNED, h = 0.5, range = {0.25, 4}, name = \"A\")",
        declarations -> {
          HighOrderDeclaration declaration = declarations.get(0);
          assertEquals(
              List.of("RK4", "REVNET"),
              declaration.choices().stream().map(SchemeChoice::name).toList());
          assertEquals(
              List.of(Optional.of(4), Optional.of(2)),
              declaration.choices().stream()
                  .map(choice -> choice.wiring().map(wiring -> wiring.stages()))
                  .toList());
          assertEquals(List.of(3, 4), declaration.blocks().get().stream().map(Value::get).toList());
          assertTrue(declaration.subNets().isWritten());
          assertEquals(Weights.SHARED, declaration.weights().get());
          assertEquals(StepSize.LEARNED, declaration.step().get());
          assertEquals(0.5, declaration.h().get());
          assertEquals(List.of(0.25, 4.0), declaration.range().get());
          assertEquals("A", declaration.name().get());
          assertEquals("Unit", declaration.subNet().name());
        });
  }

  @Test
  void readsTableausInPlaceAndByType() {
    read(
        "@HighOrder(tableau = @Tableau(\"1/2; 0 1\"))\n@HighOrder(tableauOf = Unit.Own.class)\n"
            + "@HighOrder(tableauOf = int.class)",
        declarations -> {
          SchemeChoice inPlace = declarations.get(0).choices().get(0);
          assertEquals("", inPlace.name());
          assertEquals(Optional.of("1/2 | 0 1"), inPlace.wiring().map(wiring -> wiring.text()));
          SchemeChoice byType = declarations.get(1).choices().get(0);
          assertEquals("Own", byType.name());
          TableauDeclaration tableau = byType.tableau().orElseThrow();
          assertEquals("here", tableau.source());
          assertEquals("own", tableau.title());
          assertEquals(1, tableau.order().get());
          assertTrue(tableau.parsed().isEmpty());
          String fault = tableau.fault().orElseThrow().text();
          assertTrue(fault.startsWith("'x' is not an exact number"), fault);
          assertEquals(byType.place(), tableau.order().place());
          assertEquals(Optional.empty(), declarations.get(2).choices().get(0).tableau());
        });
  }
}
