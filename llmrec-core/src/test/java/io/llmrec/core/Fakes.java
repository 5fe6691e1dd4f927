package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ProbeItem;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Hand-made collaborators for pipelines, and short ways to run one. */
final class Fakes {

  private Fakes() {}

  /** Items {@code i0}, {@code i1} and so on. */
  static List<Item> items(int count) {
    return IntStream.range(0, count).mapToObj(i -> Item.of("i" + i, "Item " + i)).toList();
  }

  /** Their ids. */
  static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "i" + i).toList();
  }

  static Catalog catalog(int count) {
    return Catalog.of(items(count));
  }

  /** A vector that depends on all fields of the item that tests change. */
  static Embedding vector(Item item) {
    int seed = (item.id() + item.title() + item.attributes()).hashCode();
    return Samples.randomEmbedding(new SplittableRandom(seed), 4);
  }

  /** An encoder that remembers for which items it was asked; it has no name of its own. */
  static class Encoder implements ItemEncoder {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private int callsUntilFailure = Integer.MAX_VALUE;

    /** Throws from the next but {@code calls} call on; the probe does not count. */
    Encoder failingAfter(int calls) {
      callsUntilFailure = calls;
      return this;
    }

    @Override
    public List<Embedding> encode(List<Item> items) {
      if (items.equals(List.of(ProbeItem.get()))) {
        return List.of(vector(ProbeItem.get()));
      }
      if (callsUntilFailure-- <= 0) {
        callsUntilFailure = 0;
        throw new IllegalStateException("the power went off");
      }
      items.forEach(item -> asked.add(item.id()));
      return items.stream().map(Fakes::vector).toList();
    }

    /** The ids of all items it was asked for, but for the probe. */
    List<String> asked() {
      return List.copyOf(asked);
    }
  }

  /** The same vectors under a name. */
  static final class NamedEncoder extends Encoder implements Fingerprinted {

    private final String name;

    NamedEncoder(String name) {
      this.name = name;
    }

    @Override
    public String fingerprint() {
      return name;
    }
  }

  /** A summarizer that remembers for which items it was asked. */
  static final class Writer implements Summarizer {

    private final List<String> asked = new ArrayList<>();
    private int callsUntilFailure = Integer.MAX_VALUE;

    Writer failingAfter(int calls) {
      callsUntilFailure = calls;
      return this;
    }

    @Override
    public List<Optional<Enrichment>> summarize(List<Item> items) {
      if (callsUntilFailure-- == 0) {
        throw new IllegalStateException("the power went off");
      }
      items.forEach(item -> asked.add(item.id()));
      return items.stream().map(item -> Optional.of(text("About " + item.title()))).toList();
    }

    List<String> asked() {
      return List.copyOf(asked);
    }
  }

  static Enrichment text(String text) {
    return new Enrichment(
        text, new Provenance("fake-1", "", Fingerprint.of("input"), Instant.EPOCH));
  }

  /** Finds these items, with scores 1.0, 0.9, 0.8 and so on; unknown ids too. */
  static Recaller found(String... ids) {
    return context -> {
      List<Candidate> found = new ArrayList<>();
      for (String id : ids) {
        Item item =
            Objects.requireNonNullElse(
                context.prepared().catalog().find(id), Item.of(id, "Unknown"));
        found.add(Candidate.of(item, (10 - found.size()) / 10.0));
      }
      return found;
    };
  }

  /** A recaller that fails. */
  static Recaller broken() {
    return context -> {
      throw new IllegalStateException("no connection");
    };
  }

  /** A request of somebody new. */
  static RecommendationRequest.Builder request() {
    return RecommendationRequest.forUser(UserContext.cold("u")).id("r").at(Samples.NOW);
  }

  /** Prepares, answers one request and closes. */
  static RecommendationResult answer(
      PipelineBuilder recipe, RecommendationRequest.Builder request, Path folder) {
    try (Recommender recommender = recipe.build().prepare(folder, Progress.none())) {
      return recommender.recommend(request.build());
    }
  }

  static StageTrace trace(RecommendationResult result, String stage) {
    return result.stages().stream()
        .filter(trace -> trace.stage().equals(stage))
        .findFirst()
        .orElseThrow();
  }
}
