package io.llmrec.embed.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.llmrec.embed.json.StrictJson;

/**
 * Whether a {@code tokenizer.json} cuts each word between two spaces the same way whatever stands
 * around it, so that words can be remembered. That is so for BERT's word pieces; for anything else
 * the answer is no. Unigram models look like it, but settle ties between cuts by the rounding of
 * sums over the whole text.
 */
final class WordRules {

  private WordRules() {}

  static boolean lookAtWordsAlone(byte[] tokenizerJson) {
    try {
      JsonObject root = JsonParser.parseReader(StrictJson.reader(tokenizerJson)).getAsJsonObject();
      return isOf(root, "normalizer", "BertNormalizer")
          && isOf(root, "pre_tokenizer", "BertPreTokenizer")
          && isOf(root, "model", "WordPiece")
          && addedTokensHaveNoSpaces(root);
    } catch (JsonParseException | IllegalStateException e) {
      return false;
    }
  }

  private static boolean isOf(JsonObject root, String part, String type) {
    JsonElement found = root.get(part);
    return found != null
        && found.isJsonObject()
        && found.getAsJsonObject().has("type")
        && found.getAsJsonObject().get("type").getAsString().equals(type);
  }

  private static boolean addedTokensHaveNoSpaces(JsonObject root) {
    if (!root.has("added_tokens")) {
      return true;
    }
    for (JsonElement token : root.getAsJsonArray("added_tokens")) {
      JsonElement content = token.getAsJsonObject().get("content");
      if (content == null || content.getAsString().indexOf(' ') >= 0) {
        return false;
      }
    }
    return true;
  }
}
