package dev.highorder.artifact;

import ai.djl.engine.Engine;
import com.google.gson.annotations.SerializedName;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.state.EpochResult;
import java.util.List;

/**
 * The content of {@code model.json}; a directory without a valid manifest is not a saved
 * classifier.
 *
 * @param format the version of the directory's layout, {@value #OLDEST_FORMAT} to {@value #FORMAT}
 * @param network how to build the network again
 * @param classes the names of the classes, in the order of the network's outputs
 * @param input the format of an example; its kind is {@code image} where none is given
 * @param probe numbers of a fixed example, by which a version that prepares examples in another way
 *     is noticed; null before format 5, and if the kind of input has none
 * @param check the logits of fixed inputs, by which a class that computes something else now is
 *     noticed; null in format 3, and if the network's output says nothing, such as random numbers
 * @param training the training run that its parameters are from; null if it is not known
 * @param donor the saved classifier from which the parameters were taken before they were trained
 *     or recalibrated; null if there was none
 * @param imported the file of another program that its parameters are from; null if there is none
 * @param versions the programs that wrote the directory
 * @param parameters the file that holds the parameters
 */
public record Manifest(
    int format,
    NetworkRecord network,
    List<String> classes,
    InputFormat input,
    @MayBeAbsent ProbeCheck probe,
    @MayBeAbsent OutputCheck check,
    @MayBeAbsent Training training,
    @MayBeAbsent Donor donor,
    @MayBeAbsent Imported imported,
    Versions versions,
    FileRecord parameters) {

  /** The version that this library writes. */
  public static final int FORMAT = 5;

  /** The oldest version that this library reads. It had no check. */
  public static final int OLDEST_FORMAT = 3;

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
      Evaluation result) {

    /** Returns the origin of parameters that a training run has left. */
    public static Training of(TrainingRun run) {
      return new Training(
          run.examples().description(),
          run.examples().size(),
          run.recipe(),
          run.epochs(),
          run.result().validation());
    }
  }

  /**
   * A saved classifier whose parameters went into another.
   *
   * @param parametersSha256 the SHA-256 of the file of its parameters
   * @param scheme its scheme
   * @param classes its classes; if they are others, the head is new
   * @param recalibratedWith the number of examples with which the statistics of batch normalisation
   *     were estimated anew, before any training; 0 if they were not
   * @param imported the file of another program that its parameters, or those of a donor of its
   *     own, are from; null if there is none
   */
  public record Donor(
      String parametersSha256,
      String scheme,
      List<String> classes,
      int recalibratedWith,
      @MayBeAbsent Imported imported) {

    /** Returns what is remembered of a classifier. */
    public static Donor of(Manifest manifest, int recalibratedWith) {
      Donor before = manifest.donor();
      return new Donor(
          manifest.parameters().sha256(),
          manifest.network().scheme(),
          manifest.classes(),
          recalibratedWith,
          before == null ? manifest.imported() : before.imported());
    }
  }

  /**
   * The origin of parameters that another program has trained.
   *
   * @param file the file that they were read from
   * @param rules the name of the rules that map its names
   * @param hasNewHead whether the last layer was not read but got new values, so that the
   *     classifier says nothing before it is trained
   */
  public record Imported(FileRecord file, String rules, boolean hasNewHead) {}

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
      String highorder, String djl, String engine, String engineVersion, String java) {

    /** Returns the running programs. */
    static Versions with(Engine engine) {
      String version = Manifest.class.getPackage().getImplementationVersion();
      return new Versions(
          version == null ? "development" : version,
          Engine.getDjlVersion(),
          engine.getEngineName(),
          engine.getVersion(),
          Runtime.version().toString());
    }
  }
}
