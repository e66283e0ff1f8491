package dev.highorder.demo.house;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The words that this project no longer uses, each with what to write instead. The words that it
 * uses are in {@code CONTRIBUTING.md}, "Words".
 */
final class Vocabulary {

  /**
   * A pattern that no file may contain.
   *
   * @param pattern the expression; a space stands for any white space, line ends of comments too
   * @param instead what to write
   * @param example text that the pattern finds
   */
  record Banned(Pattern pattern, String instead, String example) {}

  private static final String SPACE = "\\s{1,20}(?:(?:\\*|//)\\s{1,9})?";

  static final List<Banned> BANNED =
      List.of(
          // But for the names of members in files of earlier formats, such as "picturesPerSecond".
          banned("[Pp]icture(?!s\\\\?\"|sPerSecond)", "image or example", "pictures"),
          banned("\\b[Aa] image", "an image", "a image"),
          banned("\\b[Ww]ay back\\b", "backward pass", "on the way back"),
          banned("\\bon (the|MXNet's) processor\\b", "on the CPU", "runs on the processor"),
          banned("\\b(all|the|half of|idle|more) processors\\b", "cores or CPUs", "all processors"),
          banned("\\bMOST_", "MAX_", "MOST_BLOCKS"),
          banned("canForget|[Uu]nrecorded", "recompute: supportsRecomputation", "canForget"),
          banned("(?<!\\bthere )\\bis none\\b(?! of)", "say what it is not", "a file is none"),
          banned("/\\*\\* What\\b", "a definition: A ..., The ...", "/** What it does. */"),
          banned("@return (what|whether what)\\b", "@return the ...", "@return what it holds"),
          banned("\\b[Hh]eld[- ]out\\b", "validation set or test set", "held-out images"),
          banned("\\b[Bb]ills?\\b", "cost", "the bill of a block"),
          banned("\\b[Mm]end(s|ed|ing)?\\b", "fix, repair or recover", "what mends it"),
          banned("\\b[Tt]ensors? held\\b|\\bheld\\(\\)", "live tensors", "2 tensors held"),
          banned("\\b[Tt]old\\b", "passed, notified or set", "the observer is told"),
          banned("\\b[Bb]eside\\b", "compared with, or next to", "beside Euler"),
          banned("\\b[Aa]side\\b", "say where: on its own thread, renamed to", "put aside"),
          banned("\\b[Jj]udged?\\b", "evaluated, or the validation set", "to be judged on"),
          banned("\\b[Ww]ants\\b", "needs, expects or reads", "oneDNN wants"),
          banned("\\bknows? of\\b", "say what it does not depend on", "knows of no engine"),
          banned(
              "\\bgo(es)? (back )?on (with|from|where|to)\\b",
              "resume or continue",
              "goes on with"),
          banned("\\bto the bit\\b", "bit for bit", "exact to the bit"),
          banned("\\bnames (what )?images\\b", "classifies", "names what images show"),
          banned("[Cc]aptur", "trace, or compiled graph for the result", "captured network"),
          banned("\\b[Rr]ecorded (network|graph|symbol)s?\\b", "traced", "recorded networks"),
          banned("\\b(go|goes|went|gone) back\\b", "backward pass, or return to", "goes back"),
          banned("\\b(images|examples) of a step\\b", "batch size", "images of a step"),
          banned("\\bone pixel\\b", "depthwise 1x1 convolution", "a convolution of one pixel"),
          banned("[A-Z_]PER_STATE\\b|\\bState(Observer|Norms|Probe)\\b", "stage", "StateProbe"),
          banned("\\b[Ss]tates? k\\b", "stage derivative k", "the states k"),
          banned(
              "\\b(without a|leaves? no|left no) record\\b", "recomputation", "leaves no record"),
          banned(
              "\\binTurn\\b|\\bsofar\\b|\\bisWanted\\b", "serialised, soFar, isEnabled", "inTurn"),
          banned("highorder[./]block\\b", "highorder.stack", "dev.highorder.block"));

  private Vocabulary() {}

  private static Banned banned(String pattern, String instead, String example) {
    return new Banned(Pattern.compile(pattern.replace(" ", SPACE)), instead, example);
  }
}
