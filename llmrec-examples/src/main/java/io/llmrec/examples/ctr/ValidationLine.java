package io.llmrec.examples.ctr;

import io.llmrec.examples.ctr.GridTables.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what the validation said of settings: the AUC by which epochs and options are chosen. */
final class ValidationLine {

  private ValidationLine() {}

  /** A sentence; each number is the mean of a setting's finished cells. */
  static String of(ScoreStore store, Shown shown) {
    List<String> parts = new ArrayList<>();
    for (String setting : shown.settings()) {
      shown.seeds().stream()
          .flatMap(seed -> shown.cells(setting, seed).stream())
          .flatMap(cell -> store.find(cell).stream())
          .mapToDouble(CellScores::validation)
          .average()
          .ifPresent(auc -> parts.add(String.format(Locale.ROOT, "%s %.4f", setting, auc)));
    }
    return parts.isEmpty()
        ? "No cell is finished."
        : "AUC of the validation: " + String.join(", ", parts) + ".";
  }
}
