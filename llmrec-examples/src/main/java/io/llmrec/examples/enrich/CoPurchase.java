package io.llmrec.examples.enrich;

import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.prompt.data.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reason that a model gave why two products are bought together, and a question: which of a few
 * products was the second?
 *
 * @param product the first product's name
 * @param reason why, empty where the reply has not its form
 * @param relation the kind of reason, empty for none that is known
 * @param options products to choose the second from, at least one
 * @param gold place of the right one
 */
record CoPurchase(String product, String reason, String relation, List<String> options, int gold) {

  private static final Pattern REASON =
      Pattern.compile("^PersonX bought .+? (?:because|as a result,) (.+)$");

  /** The relations, in the order in which they are tried. */
  private static final Map<String, Pattern> RELATIONS = new LinkedHashMap<>();

  static {
    RELATIONS.put(
        "same kind",
        Pattern.compile("are (?:both )?(?:a type of|a manner of|similar|the same|part of)"));
    RELATIONS.put(
        "shared use",
        Pattern.compile(
            "used (?:for|as|by|to|in|with)|capable of|can be|could (?:both )?be|help|made"
                + " (?:of|for)|designed|needed|want|able to"));
    RELATIONS.put("shared property", Pattern.compile("are |have |has |is |was "));
  }

  CoPurchase {
    options = List.copyOf(options);
    if (gold < 0 || gold >= options.size()) {
      throw new IllegalArgumentException(
          "gold must be one of %d options, was %d".formatted(options.size(), gold));
    }
  }

  /** What a choice is made by. */
  enum Told {
    /** The first product's name: what there is without a model. */
    PRODUCT,
    /** The reason alone. */
    REASON,
    /** Both. */
    BOTH
  }

  static List<CoPurchase> read(Path shared) {
    List<CoPurchase> all = new ArrayList<>();
    JsonLines.rows(
            shared.resolve("data/intentionqa/QA_fullInfo_task2.jsonl.gz"),
            RowMapping.of(List.of("assertion"), CoPurchase::of),
            ReadOptions.utf8())
        .forEach(all::add);
    return all;
  }

  private static CoPurchase of(Row row) {
    List<String> options = new ArrayList<>();
    int gold = -1;
    for (String letter : List.of("A", "B", "C", "D")) {
      String option = row.text("/options/" + letter);
      gold = letter.equals(row.required("gold_ind")) ? options.size() : gold;
      if (!option.isBlank()) {
        options.add(option);
      }
    }
    String why = reason(row.text("assertion"));
    return new CoPurchase(row.required("item_a_name"), why, relation(why), options, gold);
  }

  /** The reason in a reply, empty where it has not its form. */
  static String reason(String reply) {
    Matcher reason = REASON.matcher(reply.strip());
    return reason.matches() ? reason.group(1) : "";
  }

  /** The kind of a reason, empty for none that is known. */
  static String relation(String reason) {
    return RELATIONS.entrySet().stream()
        .filter(relation -> relation.getValue().matcher(reason).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** Weights of the words of all products. */
  static WordWeights weights(List<CoPurchase> all) {
    return WordWeights.of(all.stream().flatMap(one -> one.options().stream()).toList());
  }

  /** The chance that a blind choice is right. */
  double blind() {
    return 1.0 / options.size();
  }

  /** 1 where the right product is the one most like what is told, shared between equals. */
  double hit(WordWeights words, Told told) {
    String text =
        switch (told) {
          case PRODUCT -> product;
          case REASON -> reason;
          case BOTH -> product + " " + reason;
        };
    double[] likeness = options.stream().mapToDouble(one -> words.cosine(text, one)).toArray();
    int ties = 0;
    for (double other : likeness) {
      if (other > likeness[gold]) {
        return 0;
      }
      ties += other == likeness[gold] ? 1 : 0;
    }
    return 1.0 / ties;
  }
}
