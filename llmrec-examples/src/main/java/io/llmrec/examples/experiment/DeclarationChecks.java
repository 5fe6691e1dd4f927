package io.llmrec.examples.experiment;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses experiments that cannot be run, before anything is trained. */
final class DeclarationChecks {

  private DeclarationChecks() {}

  static void check(Experiment experiment) {
    experiment.data();
    experiment.split();
    atLeastOne("metric", experiment.metrics().size());
    atLeastOne("system", experiment.systems().size());
    List<String> systems = experiment.systems().stream().map(TestedSystem::name).toList();
    different("systems", systems);
    List<String> metrics = experiment.metrics().stream().map(Metric::name).toList();
    different("metrics", metrics);
    known("primary metric", experiment.primary(), metrics);
    known("baseline", experiment.baseline(), systems);
    for (Reference reference : experiment.references()) {
      if (!reference.beside().isEmpty()) {
        known("the system beside '" + reference.name() + "'", reference.beside(), systems);
      }
    }
  }

  /** Cells and candidates are known by the case's id. */
  static void check(Measured measured) {
    List<EvalCase> test = measured.split().test();
    if (test.isEmpty()) {
      throw new IllegalArgumentException("the split leaves no test case");
    }
    different("test cases", test.stream().map(EvalCase::id).toList());
    different(
        "validation cases", measured.split().validation().stream().map(EvalCase::id).toList());
  }

  /** A choice needs cases to choose by. */
  static void check(TestedSystem system, Measured measured) {
    if (system.tuned() && measured.split().validation().isEmpty()) {
      throw new IllegalArgumentException(
          "settings of '%s' cannot be chosen: the split leaves no validation case"
              .formatted(system.name()));
    }
  }

  private static void atLeastOne(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("an experiment must have at least 1 " + what);
    }
  }

  private static void different(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "%s must differ, '%s' is there twice".formatted(what, name));
      }
    }
  }

  private static void known(String what, String name, List<String> names) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "%s must be one of %s, was '%s'".formatted(what, names, name));
    }
  }
}
