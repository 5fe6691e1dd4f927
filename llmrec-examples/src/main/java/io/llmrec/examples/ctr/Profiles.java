package io.llmrec.examples.ctr;

import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.ToldGuard;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.embed.adaptor.LinearMap;
import io.llmrec.embed.lexical.LatentEncoder;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.Ratings.Told;
import io.llmrec.prompt.data.JsonLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a language model wrote of each user, as a vector and as its likeness to what the same model
 * wrote of the film.
 *
 * @param table by user id
 * @param columns the likeness of user and film
 */
record Profiles(VectorTable table, Columns columns) {

  static final String NAME = "profile";

  private static final String ITEMS = "qwenmax";

  private static final int DIMENSION = 256;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when the split tests what the profiles were told
   */
  static Profiles of(FilmData data, CtrSplit split) {
    requireUntold(data.ratings(), split);
    Map<String, String> byUser = new HashMap<>();
    JsonLines.rows(
            data.folder().resolve("users_llm.jsonl.gz"),
            RowMapping.of(List.of(), row -> row),
            ReadOptions.utf8())
        .forEach(row -> byUser.put(row.required("user_id"), row.text("qwenmax_profile_gear")));
    List<String> users = data.ratings().users();
    List<String> profiles = users.stream().map(id -> byUser.getOrDefault(id, "")).toList();
    List<String> films = data.texts().texts(ITEMS);
    int dimension = Math.min(DIMENSION, Math.max(2, films.size() / 4));
    LatentEncoder encoder =
        LatentEncoder.fit(Stream.concat(films.stream(), profiles.stream()).toList(), dimension);
    List<Embedding> vectors = encoder.encode(profiles);
    LinearMap map = FilmData.whitening(vectors);
    return new Profiles(
        VectorTable.of(users, vectors.stream().map(map::apply).toList()),
        likeness(data.ratings(), vectors, encoder.encode(films)));
  }

  private static Columns likeness(
      Ratings ratings, List<Embedding> profiles, List<Embedding> films) {
    float[] likeness = new float[ratings.size()];
    for (int row = 0; row < likeness.length; row++) {
      likeness[row] = profiles.get(ratings.user()[row]).dot(films.get(ratings.item()[row]));
    }
    return new Columns(Map.of("profile_likeness", likeness));
  }

  /** Lets a split pass that tests nothing of what the profiles were told. */
  static void requireUntold(Ratings ratings, CtrSplit split) {
    List<Interaction> told = new ArrayList<>();
    Map<Integer, Set<String>> tested = new HashMap<>();
    for (int row = 0; row < ratings.size(); row++) {
      if (ratings.told()[row] == Told.YES) {
        told.add(
            Interaction.view(
                ratings.users().get(ratings.user()[row]),
                ratings.items().get(ratings.item()[row]),
                Instant.ofEpochSecond(ratings.seconds()[row])));
      }
      if (split.parts()[row] == Part.TEST) {
        tested
            .computeIfAbsent(ratings.user()[row], user -> new LinkedHashSet<>())
            .add(ratings.items().get(ratings.item()[row]));
      }
    }
    List<EvalCase> cases = new ArrayList<>();
    tested.forEach(
        (user, items) ->
            cases.add(
                new EvalCase(UserContext.cold(ratings.users().get(user)), items, Instant.MAX)));
    ToldGuard.require("user profiles", told, new Split(List.of(), List.of(), cases));
  }
}
