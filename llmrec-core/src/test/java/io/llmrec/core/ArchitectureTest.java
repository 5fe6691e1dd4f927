package io.llmrec.core;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.llmrec.core.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The only direction in which the packages of llmrec-core import each other. */
class ArchitectureTest {

  private static final String ROOT = "io.llmrec.core";
  private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

  @Test
  void packagesHaveNoCycles() {
    ArchitectureRules.noCycles(ROOT).check(CLASSES);
  }

  @Test
  void importsFollowTheFlow() {
    ArchitectureRules.layers(
            ROOT,
            "catalog",
            "user",
            "data",
            "enrich",
            "encode",
            "index",
            "request",
            "recall",
            "rank",
            "baseline",
            "rerank")
        .check(CLASSES);
  }

  @Test
  void stageContractsDoNotKnowLanguageModels() {
    ArchitectureRules.doNotImport(ROOT, "llm", "request", "recall", "rank", "baseline", "rerank")
        .check(CLASSES);
  }

  @Test
  void onlyEvaluationImportsTheRootPackage() {
    ArchitectureRules.rootOnTop(ROOT, "eval").check(CLASSES);
  }

  @Test
  void nothingButTheJdkAndTwoSmallLibraries() {
    ArchitectureRules.usesOnly(ROOT, "java..", "org.slf4j..", "org.jspecify..").check(CLASSES);
  }
}
