package io.llmrec.prompt.cassette;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.testing.LanguageModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A replayed cassette keeps core's contract. */
class CassetteContractTest implements LanguageModelContract {

  @TempDir Path folder;

  @Override
  public LanguageModel languageModel() {
    Path file = folder.resolve("contract.jsonl");
    try (CassetteModel recording =
        CassetteModel.record(file, asked -> Reply.of("hot"), "contract")) {
      recording.complete(prompt());
    }
    return CassetteModel.replay(file);
  }
}
