package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.state.EpochResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch in parts and on several devices gives what it gives as a whole on one. */
class FitLoopDevicesTest {

  /** A batch in three parts, added, is the batch: without batch normalisation, up to rounding. */
  @Test
  void partsOfABatchAddUp() throws StorageException {
    Outcome whole = fit(ColourTraining.plainNetwork(), recipe(r -> r), 1);
    Outcome parts = fit(ColourTraining.plainNetwork(), recipe(r -> r.optAccumulation(3)), 1);

    assertClose(whole, parts, 1e-4);
  }

  /** Two replicas that share each batch do what one does with all of it. */
  @ParameterizedTest
  @EnumSource(names = {"SGD", "TORCH_SGD", "TORCH_NESTEROV"})
  void twoReplicasAreOneDevice(UpdateRule rule) throws StorageException {
    Outcome one = fit(ColourTraining.plainNetwork(), recipe(r -> r.optRule(rule)), 1);
    for (int accumulation : new int[] {1, 2}) {
      Outcome two =
          train(
              ColourTraining.plainNetwork(),
              1,
              model ->
                  loop(recipe(r -> r.optRule(rule).optAccumulation(accumulation)))
                      .optDevices(Device.cpu(), Device.cpu())
                      .build()
                      .fit(model, IMAGES, IMAGES));
      assertClose(one, two, 1e-4);
    }
  }

  /** With batch normalisation, replicas see other statistics, but learn all the same. */
  @Test
  void replicasLearnWithBatchNormalisation() throws StorageException {
    Outcome two =
        train(
            ColourTraining.network(),
            0,
            model ->
                loop(recipe(r -> r))
                    .optDevices(Device.cpu(), Device.cpu())
                    .build()
                    .fit(model, IMAGES, IMAGES));

    assertTrue(two.epochs().get(9).validation().accuracy() > 0.95);
  }

  /** Frozen weights stay the same bit for bit, however many replicas there are. */
  @Test
  void replicasLeaveFrozenParametersAlone() throws StorageException {
    Block network = ColourTraining.plainNetwork();
    Parameter frozen = network.getChildren().values().get(0).getDirectParameters().get("weight");
    frozen.freeze(true);
    List<float[]> values = new ArrayList<>();
    TrainingCallback observer =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingContext run) {
            values.add(frozen.getArray().toFloatArray());
          }

          @Override
          public void onEpochEnd(TrainingContext run, EpochResult result) {
            values.add(frozen.getArray().toFloatArray());
          }
        };
    train(
        network,
        1,
        model ->
            loop(recipe(r -> r.optEpochs(2)))
                .optCallback(observer)
                .optDevices(Device.cpu(), Device.cpu(), Device.cpu())
                .build()
                .fit(model, IMAGES, IMAGES));

    assertArrayEquals(values.get(0), values.get(2));
  }

  @Test
  void refusesAFirstDeviceThatIsNotTheModels() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    train(
                        ColourTraining.network(),
                        1,
                        model ->
                            loop(recipe(r -> r))
                                .optDevices(Device.gpu(0))
                                .build()
                                .fit(model, IMAGES, IMAGES)))
            .getMessage();

    assertTrue(
        message.startsWith("The first device is gpu(0), but the model is on cpu()"), message);
  }

  private static void assertClose(Outcome expected, Outcome actual, double tolerance) {
    assertEquals(expected.parameters().size(), actual.parameters().size());
    for (int i = 0; i < expected.parameters().size(); i++) {
      assertEquals(expected.parameters().get(i), actual.parameters().get(i), tolerance);
    }
  }
}
