package dev.highorder.weights;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.util.Pair;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a network's parameters: names that say where a parameter is, in PyTorch's words,
 * such as {@code stem.conv1.weight}, {@code stack2.subnet3.bn1.running_mean}, {@code
 * stack2.shortcut.conv1.weight} and {@code head.linear1.bias}.
 *
 * <p>Sub-nets of a stack are counted from 1 in the order of blocks and stages. Layers of a kind are
 * counted within the sub-net, stem, shortcut, transition or head. Where later stages of a block
 * share all but their batch normalisations, these are {@code stack2.subnet3.k2-bn1.weight}. Trained
 * step sizes have no address, since no other program has them.
 */
public final class ParameterAddresses {

  private static final Map<String, String> WORDS =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "runningMean", "running_mean",
          "runningVar", "running_var");

  /** The batch normalisations that a later stage has of its own. */
  private static final Pattern STAGE = Pattern.compile(".*-(k[0-9]+-bn[0-9]+)");

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  private ParameterAddresses() {}

  /** Returns the parameters by their addresses, from stem to head. */
  public static Map<String, Parameter> of(Network network) {
    ParameterAddresses addresses = new ParameterAddresses();
    for (int i = 0; i < network.getChildren().size(); i++) {
      Pair<String, Block> part = network.getChildren().get(i);
      String name = withoutNumber(part.getKey(), i);
      if (part.getValue() instanceof HighOrderStack stack) {
        addresses.addStack(name, stack);
      } else {
        addresses.addLayers(name, part.getValue(), new HashMap<>());
      }
    }
    return addresses.parameters;
  }

  /** DJL puts the position before the name of a child. */
  private static String withoutNumber(String key, int index) {
    return key.substring(String.format(Locale.ROOT, "%02d", index + 1).length());
  }

  private void addStack(String name, HighOrderStack stack) {
    int subNets = 0;
    for (int i = 0; i < stack.getChildren().size(); i++) {
      Pair<String, Block> child = stack.getChildren().get(i);
      Matcher stage = STAGE.matcher(child.getKey());
      if (withoutNumber(child.getKey(), i).equals("shortcut")) {
        addLayers(name + ".shortcut", child.getValue(), new HashMap<>());
      } else if (stage.matches()) {
        addParameters("%s.subnet%s.%s".formatted(name, subNets, stage.group(1)), child.getValue());
      } else {
        subNets++;
        addLayers(name + ".subnet" + subNets, child.getValue(), new HashMap<>());
      }
    }
  }

  private void addLayers(String part, Block block, Map<String, Integer> counts) {
    if (!block.getDirectParameters().isEmpty()) {
      String kind = kind(block);
      addParameters(part + "." + kind + counts.merge(kind, 1, Integer::sum), block);
    }
    block.getChildren().values().forEach(child -> addLayers(part, child, counts));
  }

  private void addParameters(String layer, Block block) {
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      String name = WORDS.getOrDefault(parameter.getKey(), parameter.getKey());
      parameters.put(layer + "." + name, parameter.getValue());
    }
  }

  private static String kind(Block block) {
    if (block instanceof Convolution) {
      return "conv";
    }
    if (block instanceof BatchNorm) {
      return "bn";
    }
    if (block instanceof Linear) {
      return "linear";
    }
    if (block instanceof LayerNorm) {
      return "ln";
    }
    return block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
