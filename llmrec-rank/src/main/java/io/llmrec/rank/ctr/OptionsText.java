package io.llmrec.rank.ctr;

import io.llmrec.rank.network.HybridExperts.Experts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Options as names and texts, for model files and configurations. */
final class OptionsText {

  private static final String ADAPTOR = "adaptor";
  private static final String NONE = "none";

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "backbone",
              "width",
              "hidden",
              "dropout",
              "layers",
              "heads",
              ADAPTOR,
              "target",
              "batch",
              "shuffleBuffer",
              "seed"));

  private OptionsText() {}

  static Map<String, String> write(CtrOptions options) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("backbone", options.backbone().name().toLowerCase(Locale.ROOT));
    texts.put("width", String.valueOf(options.width()));
    texts.put(
        "hidden", options.hidden().stream().map(String::valueOf).collect(Collectors.joining("-")));
    texts.put("dropout", String.valueOf(options.dropout()));
    texts.put("layers", String.valueOf(options.layers()));
    texts.put("heads", String.valueOf(options.heads()));
    texts.put(
        ADAPTOR,
        options
            .adaptor()
            .map(
                a ->
                    "%d-%d-%d".formatted(a.experts().shared(), a.experts().dedicated(), a.hidden()))
            .orElse(NONE));
    options.target().ifPresent(target -> texts.put("target", target));
    texts.put("batch", String.valueOf(options.batch()));
    texts.put("shuffleBuffer", String.valueOf(options.shuffleBuffer()));
    texts.put("seed", String.valueOf(options.seed()));
    return texts;
  }

  /** Reads options; a name that is not one of theirs is an error. */
  static CtrOptions read(Map<String, String> texts) {
    for (String name : texts.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "there is no option '%s', there are %s".formatted(name, NAMES));
      }
    }
    CtrOptions.Builder builder = CtrOptions.builder(backbone(texts.getOrDefault("backbone", "")));
    texts.forEach(
        (name, text) -> {
          try {
            set(builder, name, text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "option '%s' must be a number, was '%s'".formatted(name, text), e);
          }
        });
    return builder.build();
  }

  private static Backbone backbone(String text) {
    List<String> names =
        Arrays.stream(Backbone.values()).map(b -> b.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(text)) {
      throw new IllegalArgumentException(
          "backbone must be one of %s, was '%s'".formatted(names, text));
    }
    return Backbone.values()[names.indexOf(text)];
  }

  private static void set(CtrOptions.Builder builder, String name, String text) {
    switch (name) {
      case "width" -> builder.width(Integer.parseInt(text));
      case "hidden" -> builder.hidden(numbers(text));
      case "dropout" -> builder.dropout(Double.parseDouble(text));
      case "layers" -> builder.layers(Integer.parseInt(text));
      case "heads" -> builder.heads(Integer.parseInt(text));
      case ADAPTOR -> adaptor(builder, text);
      case "target" -> builder.target(text);
      case "batch" -> builder.batch(Integer.parseInt(text));
      case "shuffleBuffer" -> builder.shuffleBuffer(Integer.parseInt(text));
      case "seed" -> builder.seed(Long.parseLong(text));
      default -> {
        // The backbone is read first.
      }
    }
  }

  private static void adaptor(CtrOptions.Builder builder, String text) {
    if (text.equals(NONE)) {
      builder.noAdaptor();
      return;
    }
    Integer[] numbers = numbers(text);
    if (numbers.length != 3) {
      throw new IllegalArgumentException(
          "adaptor must be 'none' or shared-dedicated-hidden, such as 2-5-128, was '%s'"
              .formatted(text));
    }
    builder.adaptor(new Adaptor(new Experts(numbers[0], numbers[1]), numbers[2]));
  }

  private static Integer[] numbers(String text) {
    return text.isEmpty()
        ? new Integer[0]
        : Arrays.stream(text.split("-")).map(Integer::valueOf).toArray(Integer[]::new);
  }
}
