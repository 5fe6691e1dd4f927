package io.llmrec.prompt.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.search.WordIndex;
import io.llmrec.prompt.chat.tool.SimilarCall;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Items like others: by their vectors where the recommender has any, else by the words of their
 * titles and categories.
 */
final class NearestItems implements SimilarCall {

  private final PreparedCatalog prepared;
  private final ChatCatalog catalog;
  private final Calls calls;

  NearestItems(PreparedCatalog prepared, ChatCatalog catalog, Calls calls) {
    this.prepared = prepared;
    this.catalog = catalog;
    this.calls = calls;
  }

  @Override
  public List<Integer> similar(List<Integer> seeds, BitSet rows, int limit) {
    BitSet others = (BitSet) rows.clone();
    seeds.forEach(others::clear);
    List<Embedding> vectors =
        seeds.stream()
            .map(row -> prepared.vectors().find(catalog.item(row).id()))
            .filter(Objects::nonNull)
            .toList();
    return vectors.isEmpty() ? byWords(seeds, others, limit) : byVectors(vectors, others, limit);
  }

  private List<Integer> byVectors(List<Embedding> vectors, BitSet rows, int limit) {
    float[] sum = new float[vectors.get(0).dimension()];
    for (Embedding vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector.get(i);
      }
    }
    List<Hit> hits =
        calls.elsewhere(
            () ->
                prepared
                    .index()
                    .search(List.of(Embedding.of(sum)), limit, id -> isIn(rows, id))
                    .get(0));
    return hits.stream().map(hit -> catalog.row(hit.itemId())).toList();
  }

  private boolean isIn(BitSet rows, String id) {
    int row = catalog.row(id);
    return row >= 0 && rows.get(row);
  }

  private List<Integer> byWords(List<Integer> seeds, BitSet rows, int limit) {
    StringBuilder query = new StringBuilder();
    for (int seed : seeds) {
      Item item = catalog.item(seed);
      query
          .append(item.title())
          .append(' ')
          .append(String.join(" ", item.categories()))
          .append(' ');
    }
    return catalog.words().search(query.toString(), rows, limit).stream()
        .map(WordIndex.Hit::row)
        .toList();
  }
}
