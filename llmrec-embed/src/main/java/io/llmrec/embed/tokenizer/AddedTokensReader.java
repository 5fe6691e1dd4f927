package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.llmrec.embed.tokenizer.AddedTokens.Added;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the added tokens of a {@code tokenizer.json}. */
final class AddedTokensReader {

  private static final int MAX_TOKENS = 100_000;
  private static final int MAX_LENGTH = 512;

  private static final Set<String> FIELDS =
      Set.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");

  private final List<Added> written = new ArrayList<>();
  private final List<Added> normalized = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final TokenModel model;
  private long nextId;

  private AddedTokensReader(TokenModel model) {
    this.model = model;
    this.nextId = model.size();
  }

  /** The tokens, those to be found in a text as it is apart from those in a normalized text. */
  static AddedTokensReader read(JsonElement json, TokenModel model) throws UnknownPartException {
    AddedTokensReader reader = new AddedTokensReader(model);
    JsonObject holder = new JsonObject();
    holder.add("added_tokens", json);
    for (JsonElement token : JsonParts.list(holder, "added_tokens", MAX_TOKENS)) {
      reader.add(JsonParts.object(token, FIELDS));
    }
    return reader;
  }

  private void add(JsonObject token) throws UnknownPartException {
    String content = JsonParts.text(token, "content");
    require(!content.isEmpty() && content.length() <= MAX_LENGTH, "content not known");
    require(seen.add(content), "repeated content");
    require(!JsonParts.flag(token, "single_word"), "single_word");
    JsonParts.flag(token, "special");
    Added added =
        new Added(
            content,
            id(content, JsonParts.whole(token, "id", Integer.MAX_VALUE)),
            JsonParts.flag(token, "lstrip"),
            JsonParts.flag(token, "rstrip"));
    (JsonParts.flag(token, "normalized") ? normalized : written).add(added);
  }

  /** The native side does not believe the file: it takes the model's id, or the next free one. */
  private int id(String content, long written) throws UnknownPartException {
    int known = model.id(content);
    long expected = known == PieceTrie.NONE ? nextId : known;
    require(written == expected, "id of an added token is not the next");
    nextId = Math.max(nextId, expected + 1);
    return (int) expected;
  }

  /** The tokens that are found in a text as it is. */
  AddedTokens written() throws UnknownPartException {
    return new AddedTokens(written);
  }

  /** The tokens that are found in a normalized text, normalized like it. */
  AddedTokens normalized(TextNormalizer normalizer) throws UnknownPartException {
    List<Added> tokens = new ArrayList<>();
    for (Added token : normalized) {
      require(KnownCharacters.makeUp(token.content()), "content not known");
      String content = normalizer.normalize(token.content());
      if (content == null || content.isEmpty() || content.length() > MAX_LENGTH) {
        throw new UnknownPartException("content not known when it is normalized");
      }
      tokens.add(new Added(content, token.id(), token.takesLeft(), token.takesRight()));
    }
    return new AddedTokens(tokens);
  }
}
