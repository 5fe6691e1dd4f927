package io.llmrec.examples.experiment;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Split;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.adaptor.AlignmentOptions;
import io.llmrec.embed.adaptor.ItemPair;
import io.llmrec.embed.adaptor.MixtureOptions;
import io.llmrec.embed.adaptor.MixtureTrainer;
import io.llmrec.embed.adaptor.PairAlignment;
import io.llmrec.embed.adaptor.VectorMap;
import io.llmrec.embed.adaptor.Whitening;
import io.llmrec.embed.adaptor.WhiteningOptions;
import io.llmrec.embed.adaptor.WhiteningOptions.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A catalog's vectors by several encoders and maps, each made once. What is learned is learned from
 * the train part of one split. For one thread.
 */
final class VectorSpaces {

  private static final int THREADS = 2;

  /** Of a history, the latest events that pairs and the adaptor learn from. */
  private static final int LATEST = 30;

  private final Catalog catalog;
  private final Map<String, PreparedCatalog> made = new HashMap<>();

  VectorSpaces(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The catalog in the space of an encoder. */
  PreparedCatalog plain(String name, TextEncoder encoder, ItemText text) {
    return made.computeIfAbsent(name, key -> encoded(encoder, text));
  }

  private PreparedCatalog encoded(TextEncoder encoder, ItemText text) {
    List<Item> items = catalog.stream().toList();
    return prepared(
        items.stream().map(Item::id).toList(),
        encoder.encode(items.stream().map(text::of).toList()));
  }

  private PreparedCatalog prepared(List<String> ids, List<Embedding> vectors) {
    VectorTable table = VectorTable.of(ids, vectors);
    return new PreparedCatalog(catalog, table, Indexer.exact().index(table, Path.of("unused")));
  }

  /** A space behind a map. */
  PreparedCatalog mapped(String name, PreparedCatalog base, Supplier<? extends VectorMap> map) {
    PreparedCatalog known = made.get(name);
    if (known == null) {
      VectorMap learned = map.get();
      known = prepared(ids(base), vectors(base).stream().map(learned::apply).toList());
      made.put(name, known);
    }
    return known;
  }

  private static List<String> ids(PreparedCatalog space) {
    return IntStream.range(0, space.vectors().size()).mapToObj(space.vectors()::id).toList();
  }

  static List<Embedding> vectors(PreparedCatalog space) {
    return IntStream.range(0, space.vectors().size()).mapToObj(space.vectors()::embedding).toList();
  }

  /** Principal directions, evened out. */
  static VectorMap whitening(PreparedCatalog base, double regularisation) {
    return Whitening.fit("", vectors(base), new WhiteningOptions(Kind.PCA, 0, regularisation));
  }

  /** Directions in which items that follow each other agree. */
  static VectorMap pairs(PreparedCatalog base, Split split, int dimension, double sharpness) {
    List<ItemPair> pairs = new ArrayList<>();
    for (List<String> history : histories(split)) {
      for (int i = 1; i < history.size(); i++) {
        pairs.add(new ItemPair(history.get(i - 1), history.get(i)));
      }
    }
    return PairAlignment.fit(
        "", vectors(base), base.vectors(), pairs, new AlignmentOptions(dimension, 0.3, sharpness));
  }

  /** The mixture of whitening experts; where there are no validation cases, some are held back. */
  static VectorMap adaptor(PreparedCatalog base, Split split, MixtureOptions options) {
    List<List<String>> train = histories(split);
    List<List<String>> held = new ArrayList<>();
    for (EvalCase one : split.validation()) {
      List<String> history = new ArrayList<>();
      one.user().history().forEach(event -> history.add(event.itemId()));
      history.addAll(one.relevant());
      held.add(history);
    }
    if (held.isEmpty()) {
      int share = Math.min(1_000, train.size() / 10);
      held = train.subList(0, share);
      train = train.subList(share, train.size());
    }
    return new MixtureTrainer(options, Progress.none(), THREADS)
        .train("", base.vectors(), train, held)
        .map();
  }

  /** The latest items of each user in train, oldest first. */
  private static List<List<String>> histories(Split split) {
    Map<String, List<String>> byUser = new LinkedHashMap<>();
    for (Interaction event : split.train()) {
      byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event.itemId());
    }
    return byUser.values().stream()
        .map(own -> own.subList(Math.max(0, own.size() - LATEST), own.size()))
        .toList();
  }
}
