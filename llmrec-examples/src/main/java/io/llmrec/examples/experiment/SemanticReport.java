package io.llmrec.examples.experiment;

import io.llmrec.core.index.PreparedCatalog;
import java.nio.file.Path;
import java.util.List;

record SemanticReport(List<ExperimentResult> results, PreparedCatalog shown, DataSet films) {
  void write(Path work) {}

  String markdown() {
    return "";
  }
}
