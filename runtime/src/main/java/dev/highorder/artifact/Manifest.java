package dev.highorder.artifact;

import com.google.gson.annotations.SerializedName;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.FileRecord;
import dev.highorder.training.state.EpochResult;
import java.util.List;

/**
 * The content of {@code model.json}; a directory without a valid manifest is not a saved
 * classifier.
 *
 * @param format the version of the directory's layout, {@value #FORMAT}
 * @param network how to build the network again
 * @param classes the names of the classes, in the order of the network's outputs
 * @param input the format of an example; its kind is {@code image} where none is given
 * @param training the origin of its parameters
 * @param versions the programs that wrote the directory
 * @param parameters the file that holds the parameters
 */
public record Manifest(
    int format,
    NetworkRecord network,
    List<String> classes,
    InputFormat input,
    Training training,
    Versions versions,
    FileRecord parameters) {

  /** The version that this library writes and reads. */
  public static final int FORMAT = 3;

  /**
   * The origin of the parameters.
   *
   * @param data a description of the training set
   * @param examples the number of examples in the training set
   * @param recipe the settings of the training
   * @param epochs the result of each epoch
   * @param result the result on the validation set at the end
   */
  public record Training(
      String data,
      @SerializedName(
              value = "examples",
              alternate = {"images", "pictures"})
          int examples,
      TrainingRecipe recipe,
      List<EpochResult> epochs,
      Evaluation result) {}

  /**
   * The programs that wrote the directory.
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
