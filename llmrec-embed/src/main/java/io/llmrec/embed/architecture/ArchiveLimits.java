package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a text an archive that was made elsewhere can read. */
public final class ArchiveLimits {

  /** Where nothing says it. */
  private static final int TOKENS = 512;

  private ArchiveLimits() {}

  /**
   * What was asked for, or else {@code max_position_embeddings} of a {@code config.json} beside the
   * archive, or else 512.
   *
   * @param asked in tokens, or the largest int where nothing was asked for
   */
  public static int maxTokens(Path archive, int asked) {
    Path beside = archive.toAbsolutePath().resolveSibling("config.json");
    if (asked != Integer.MAX_VALUE) {
      return asked;
    }
    if (!Files.exists(beside)) {
      return TOKENS;
    }
    JsonFile config = JsonFile.read(beside);
    if (!config.has("max_position_embeddings")) {
      return TOKENS;
    }
    int positions = config.whole("max_position_embeddings", 1, Limits.POSITIONS);
    int first = config.text("model_type", "").matches("(xlm-)?roberta|camembert|mpnet") ? 2 : 0;
    return Math.max(1, positions - first);
  }
}
