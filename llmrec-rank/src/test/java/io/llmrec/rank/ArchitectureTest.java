package io.llmrec.rank;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.llmrec.core.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** What llmrec-rank may import. */
class ArchitectureTest {

  private static final String ROOT = "io.llmrec.rank";
  private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

  @Test
  void packagesHaveNoCycles() {
    ArchitectureRules.noCycles(ROOT).check(CLASSES);
  }

  @Test
  void usesOnlyTheModulesItMay() {
    ArchitectureRules.usesOnlyModules(ROOT, "io.llmrec.core", "io.llmrec.embed", "io.llmrec.prompt")
        .check(CLASSES);
  }
}
