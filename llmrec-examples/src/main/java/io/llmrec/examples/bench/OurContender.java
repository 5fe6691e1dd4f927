package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.jvector.GraphScoring;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.embed.jvector.JVectorOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Our indexes. */
final class OurContender implements SearchContender {

  /** How filters are put. */
  enum Filter {
    PREDICATE,
    ALLOW_LIST
  }

  private final @Nullable GraphScoring scoring;
  private final Filter filter;
  private final Map<Integer, VectorIndex> byWidth = new ConcurrentHashMap<>();
  private final Map<Integer, Predicate<String>> filters = new HashMap<>();
  private @Nullable VectorTable table;
  private @Nullable Path folder;

  /** Exact where the scoring is null. */
  OurContender(@Nullable GraphScoring scoring, Filter filter) {
    this.scoring = scoring;
    this.filter = filter;
  }

  @Override
  public void build(List<Embedding> vectors, Path folder) {
    this.folder = folder;
    List<String> ids = IntStream.range(0, vectors.size()).mapToObj(Integer::toString).toList();
    table = VectorTable.of(ids, vectors);
    filters.put(1, id -> true);
    for (int every : FILTERS) {
      filters.put(
          every,
          filter == Filter.PREDICATE
              ? id -> Integer.parseInt(id) % every == 0
              : AllowList.of(
                  ids.stream().filter(id -> Integer.parseInt(id) % every == 0).toList()));
    }
    index(100);
  }

  private VectorIndex index(int width) {
    VectorTable vectors = table;
    Path place = folder;
    if (vectors == null || place == null) {
      throw new IllegalStateException("not built");
    }
    if (scoring == null) {
      return byWidth.computeIfAbsent(0, exact -> Indexer.exact().index(vectors, place));
    }
    return byWidth.computeIfAbsent(
        width,
        wide ->
            JVectorIndexer.of(
                    JVectorOptions.builder()
                        .searchWidth(wide)
                        .overQuery(1)
                        .exactBelow(0)
                        .scoring(scoring)
                        .build())
                .index(vectors, place));
  }

  @Override
  public int[] search(Embedding query, int limit, int width, int every) {
    Predicate<String> admits = filters.getOrDefault(every, id -> true);
    return index(width).search(List.of(query), limit, admits).get(0).stream()
        .mapToInt(hit -> Integer.parseInt(hit.itemId()))
        .toArray();
  }

  @Override
  public void close() {
    byWidth.values().forEach(VectorIndex::close);
  }
}
