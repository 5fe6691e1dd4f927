package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.experiment.Measured.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names cells by everything that their lists depend on, so that a cell is found again when nothing
 * of that changed. What was split how is hashed by its content, not by its name.
 */
final class CellKeys {

  private static final String FORMAT = "llmrec cell 1";

  private final String learnt;
  private final Map<Part, String> asked = new EnumMap<>(Part.class);
  private final String candidates;
  private final int depth;

  /**
   * Keys for the cells of an experiment.
   *
   * @param candidates the fingerprint of what scoring systems are given
   * @param depth how long the lists are
   */
  CellKeys(Measured measured, String candidates, int depth) {
    this.candidates = candidates;
    this.depth = depth;
    asked.put(Part.VALIDATION, cases(measured.split().validation()));
    asked.put(Part.TEST, cases(measured.split().test()));
    learnt =
        Fingerprint.of(
            items(measured), interactions(measured.split().train()), asked(Part.VALIDATION));
  }

  /** The key of a cell, 64 hex digits. */
  String of(TestedSystem system, String setting, long seed, Part part) {
    return new Fingerprint()
        .add(FORMAT)
        .add(learnt)
        .add(asked(part))
        .add(candidates)
        .add(depth)
        .add(system.name())
        .add(system.version())
        .add(setting)
        .add(seed)
        .hex();
  }

  private String asked(Part part) {
    return asked.getOrDefault(part, "");
  }

  private static String items(Measured measured) {
    Fingerprint hash = new Fingerprint();
    measured.data().catalog().stream().forEach(item -> add(item, hash));
    return hash.hex();
  }

  private static void add(Item item, Fingerprint hash) {
    hash.add(item.id()).add(item.title()).add(String.join("\t", item.categories()));
    hash.add(new TreeMap<>(item.attributes()).toString());
  }

  private static String interactions(List<Interaction> interactions) {
    Fingerprint hash = new Fingerprint();
    for (Interaction interaction : interactions) {
      hash.add(line(interaction));
    }
    return hash.hex();
  }

  private static String cases(List<EvalCase> cases) {
    Fingerprint hash = new Fingerprint();
    for (EvalCase one : cases) {
      hash.add(one.id()).add(String.join("\t", one.relevant()));
      hash.add(new TreeMap<>(one.user().attributes()).toString());
      StringBuilder history = new StringBuilder();
      one.user().history().forEach(interaction -> history.append(line(interaction)).append('\n'));
      hash.add(history.toString());
    }
    return hash.hex();
  }

  private static String line(Interaction one) {
    return one.userId()
        + '\t'
        + one.itemId()
        + '\t'
        + one.kind()
        + '\t'
        + one.value()
        + '\t'
        + one.time().getEpochSecond()
        + '.'
        + one.time().getNano();
  }
}
