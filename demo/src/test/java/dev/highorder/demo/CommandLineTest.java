package dev.highorder.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs as a user runs them, on a small set of shapes. */
class CommandLineTest {

  @TempDir Path folder;

  /** What a verb printed and how it ended. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... arguments) {
    String[] args = new String[arguments.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = arguments[i].toString();
    }
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = HighOrderCli.run(args);
      return new Outcome(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void trainsEvaluatesAndClassifies() throws Exception {
    Path classifier = folder.resolve("shapes");
    Path samples = folder.resolve("samples");

    Outcome train =
        run(
            "train",
            "--out",
            classifier,
            "--samples",
            samples,
            "--limit",
            "20",
            "--width",
            "4",
            "--blocks",
            "1",
            "--epochs",
            "2",
            "--batch",
            "20",
            "--json");
    assertEquals(0, train.code(), train.err());
    JsonArray epochs = JsonParser.parseString(train.out()).getAsJsonArray();
    assertEquals(2, epochs.size());
    assertTrue(loss(epochs, 1) < loss(epochs, 0), train.out());
    assertTrue(train.err().contains("epoch 2 done in"), train.err());

    Path confusion = folder.resolve("confusion.png");
    Outcome evaluate =
        run("evaluate", classifier, "--limit", "20", "--json", "--confusion-matrix", confusion);
    assertEquals(0, evaluate.code(), evaluate.err());
    assertTrue(ImageIO.read(confusion.toFile()).getWidth() > 10 * 40, "a cell for each class");
    JsonObject result = JsonParser.parseString(evaluate.out()).getAsJsonObject();
    JsonObject atTheEnd = epochs.get(1).getAsJsonObject().getAsJsonObject("validation");
    assertEquals(
        atTheEnd.get("accuracy"),
        result.getAsJsonObject("overall").get("accuracy"),
        "saved as it was trained");

    Files.writeString(folder.resolve("notes.png"), "no image");
    Outcome classify =
        run("classify", classifier, samples.resolve("star.png"), folder.resolve("notes.png"));
    assertEquals(1, classify.code());
    assertTrue(classify.out().contains("star.png"), classify.out());
    assertTrue(classify.err().contains("notes.png"), classify.err());

    Outcome again = run("train", "--out", classifier);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("exists already"), again.err());
  }

  /** Trained step sizes move, are reported, and come back with the saved classifier. */
  @Test
  void trainsStepSizes() {
    Path classifier = folder.resolve("adaptive");

    Outcome train =
        run(
            "train",
            "--net",
            "vgg-rk4-adaptive",
            "--out",
            classifier,
            "--limit",
            "10",
            "--width",
            "4",
            "--blocks",
            "2",
            "--epochs",
            "2",
            "--batch",
            "20");
    assertEquals(0, train.code(), train.err());
    Matcher steps = Pattern.compile("(?m)^ +1 +block[12]-h +([\\d.]+)$").matcher(train.out());
    assertTrue(steps.find(), train.out());
    double first = Double.parseDouble(steps.group(1));
    assertNotEquals(1, first, "it moved from where it started");
    assertTrue(steps.find(), train.out());

    Outcome evaluate = run("evaluate", classifier, "--limit", "10");
    assertEquals(0, evaluate.code(), evaluate.err());
    Matcher loss = Pattern.compile("100 +([\\d.]+) ").matcher(evaluate.out());
    assertTrue(loss.find(), evaluate.out());
    assertTrue(train.out().contains(loss.group(1)), train.out() + evaluate.out());
  }

  @Test
  void previewDrawsWhatIsSeen() throws Exception {
    Path sheet = folder.resolve("sheet.png");

    Outcome preview =
        run("train", "--preview", sheet, "--augment", "crop,flip,autoaugment", "--limit", "2");

    assertEquals(0, preview.code(), preview.err());
    assertTrue(ImageIO.read(sheet.toFile()).getHeight() > 10 * 64, "a row as it is, nine epochs");
    assertTrue(preview.err().contains("[crop:4, flip, autoaugment]"), preview.err());
  }

  /** Every setting of the recipe has an option, which reaches the saved recipe. */
  @Test
  void optionsReachTheRecipe() throws Exception {
    Path classifier = folder.resolve("c");
    String options =
        "--limit 2 --width 4 --epochs 1 --batch 10 --lr 0.02 --schedule steps --milestones 3,5"
            + " --factor 0.5 --warm-up 1 --optimizer adamw --momentum 0.8 --weight-decay 0.01"
            + " --decay-normalisation --clip 2 --accumulate 2 --label-smoothing 0.1 --average 0.9"
            + " --patience 7 --augment flip --seed 5 --telemetry 1";
    Object[] arguments = ("train --out " + classifier + " " + options).split(" ", -1);

    Outcome train = run(arguments);

    assertEquals(0, train.code(), train.err());
    JsonObject recipe =
        JsonParser.parseString(Files.readString(classifier.resolve("model.json")))
            .getAsJsonObject()
            .getAsJsonObject("training")
            .getAsJsonObject("recipe");
    assertEquals(
        "{'epochs':1,'batchSize':10,'learningRate':{'base':0.02,'schedule':'STEPS',"
            + "'milestones':[3,5],'factor':0.5,'warmUpEpochs':1},'rule':'ADAMW','momentum':0.8,"
            + "'weightDecay':0.01,'decaysNormalisation':true,'clipNorm':2.0,'accumulation':2,"
            + "'labelSmoothing':0.1,'averaging':0.9,'patience':7,"
            + "'augmentation':[{'kind':'FLIP','arguments':[]}],'seed':5}",
        recipe.toString().replace('"', '\''));
    assertTrue(
        Files.readAllLines(folder.resolve("c-training/states.csv")).size() > 4,
        "a header and the stages of two steps");

    assertEquals(2, run("train", "--milestones", "3", "--schedule", "cosine").code());
    assertEquals(2, run("train", "--schedule", "steps").code());
    assertEquals(2, run("train", "--augment", "blur").code());
  }

  private static double loss(JsonArray epochs, int index) {
    return epochs
        .get(index)
        .getAsJsonObject()
        .getAsJsonObject("training")
        .get("loss")
        .getAsDouble();
  }

  @Test
  void wrongUsageSaysWhatIsRight() {
    Outcome net = run("train", "--net", "vgg-rk5", "--out", folder.resolve("x"), "--limit", "1");
    assertEquals(2, net.code());
    assertTrue(net.err().contains("no network 'vgg-rk5'"), net.err());
    assertTrue(net.err().contains("vgg-rk4"), net.err());

    assertEquals(2, run("train", "--epochs", "many").code());
    assertEquals(2, run("train", "--lr", "-1", "--out", folder.resolve("x")).code());
    assertEquals(2, run("fly").code());
    assertEquals(2, run("classify").code());
  }

  @Test
  void whatIsMissingIsNamed() {
    Outcome classifier = run("classify", folder.resolve("nothing"), "image.png");
    assertEquals(1, classifier.code());
    assertTrue(classifier.err().contains("is not a saved classifier"), classifier.err());

    Outcome data = run("train", "--data", folder.resolve("none"), "--out", folder.resolve("x"));
    assertEquals(1, data.code());
    assertTrue(data.err().contains("none"), data.err());

    Outcome engine =
        run("train", "--engine", "Theano", "--out", folder.resolve("x"), "--limit", "1");
    assertEquals(3, engine.code());
    assertTrue(engine.err().contains("Theano is not on the class path"), engine.err());
  }

  @Test
  void doctorFindsTheEngine() {
    Outcome doctor = run("doctor", "--json");

    assertEquals(0, doctor.code(), doctor.out());
    JsonObject findings =
        JsonParser.parseString(doctor.out()).getAsJsonObject().getAsJsonObject("findings");
    assertTrue(findings.get("default engine").getAsString().startsWith("MXNet"), doctor.out());
  }

  @Test
  void everyVerbHasHelp() {
    for (String verb :
        new String[] {"train", "resume", "evaluate", "classify", "reproduce", "doctor"}) {
      Outcome help = run(verb, "--help");
      assertEquals(0, help.code());
      assertTrue(help.out().startsWith("Usage: highorder " + verb), help.out());
    }
  }
}
