package dev.highorder.artifact;

import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.Normalisation;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.FileRecord;
import dev.highorder.training.state.EpochResult;
import java.util.List;

/**
 * What {@code model.json} says of a saved classifier; a directory without a valid one is none.
 *
 * @param format the version of the directory's layout, {@value #FORMAT}
 * @param network how to build the network again
 * @param classes the names of the classes, in the order of the network's outputs
 * @param input the images that it reads
 * @param training where its parameters came from
 * @param versions what wrote the directory
 * @param parameters the file that holds the parameters
 */
public record Manifest(
    int format,
    NetworkRecord network,
    List<String> classes,
    Input input,
    Training training,
    Versions versions,
    FileRecord parameters) {

  /** The version that this library writes and reads. */
  public static final int FORMAT = 3;

  /**
   * The images that a network reads.
   *
   * @param channels 3
   * @param height in pixels
   * @param width in pixels
   * @param normalisation of the pixel values
   */
  public record Input(int channels, int height, int width, Normalisation normalisation) {}

  /**
   * Where the parameters came from.
   *
   * @param data a description of the training set
   * @param images the size of the training set
   * @param recipe the settings
   * @param epochs what each epoch gave
   * @param result the result on the held-out images at the end
   */
  public record Training(
      String data,
      @SerializedName(value = "images", alternate = "pictures") int images,
      TrainingRecipe recipe,
      List<EpochResult> epochs,
      Evaluation result) {}

  /**
   * What wrote the directory.
   *
   * @param highorder this library's version
   * @param djl DJL's version
   * @param engine the engine's name
   * @param engineVersion the engine's version
   * @param java the Java version
   */
  public record Versions(
      String highorder, String djl, String engine, String engineVersion, String java) {}
}
