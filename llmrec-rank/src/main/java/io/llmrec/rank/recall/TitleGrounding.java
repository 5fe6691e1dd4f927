package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.index.Hit;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the item that a title means, or none.
 *
 * <p>A title is looked up as it is, then without what people write differently (case, width,
 * punctuation, articles, a year in brackets), and then, where there is an encoder, by the nearest
 * vector: which must be near enough and clearly nearer than the next. A title that several items
 * share means none of them. Holds the titles of the catalog in memory. Immutable, and as safe for
 * use by several threads as the encoder.
 */
public final class TitleGrounding {

  /** How an item was found. */
  public enum Certainty {
    /** By its title as it is. */
    EXACT,
    /** By its title without what people write differently. */
    NORMALISED,
    /** By the nearest vector. */
    NEAREST
  }

  /**
   * An item that was found.
   *
   * @param itemId which
   * @param certainty how
   */
  public record Grounded(String itemId, Certainty certainty) {}

  /** Stands for a title that several items share. */
  private static final String SEVERAL = "";

  private final Map<String, String> byTitle = new HashMap<>();
  private final Map<String, String> byNormalised = new HashMap<>();
  private final @Nullable TextEncoder encoder;
  private final double least;
  private final double margin;

  private TitleGrounding(
      Catalog catalog, @Nullable TextEncoder encoder, double least, double margin) {
    this.encoder = encoder;
    this.least = least;
    this.margin = margin;
    catalog.stream().forEach(this::add);
  }

  private void add(Item item) {
    Set<String> titles = new HashSet<>(List.of(item.title()));
    String clean = item.attributes().getOrDefault("clean_title", "");
    if (!clean.isBlank()) {
      titles.add(clean);
    }
    Set<String> normalised = new HashSet<>();
    for (String title : titles) {
      byTitle.merge(title.strip(), item.id(), (a, b) -> SEVERAL);
      normalised.add(NormalTitle.of(title));
    }
    normalised.forEach(title -> byNormalised.merge(title, item.id(), (a, b) -> SEVERAL));
  }

  /** By title alone: the items' titles and their attribute {@code clean_title}. */
  public static TitleGrounding of(Catalog catalog) {
    return new TitleGrounding(catalog, null, 1, 0);
  }

  /**
   * By title, and else by the nearest vector.
   *
   * @param encoder the one that made the items' vectors
   * @param least the least cosine of the nearest, -1 to 1; 0.8 is a usual start
   * @param margin by how much it must be above the next, at least 0; 0.05 is a usual start
   */
  public static TitleGrounding of(
      Catalog catalog, TextEncoder encoder, double least, double margin) {
    if (!(least >= -1 && least <= 1) || !(margin >= 0 && margin <= 2)) {
      throw new IllegalArgumentException(
          "least must be -1 to 1 and margin 0 to 2, were %s and %s".formatted(least, margin));
    }
    return new TitleGrounding(catalog, encoder, least, margin);
  }

  /** The item that a title means, by its text alone; null when there is none or several. */
  public @Nullable Grounded byText(String title) {
    String exact = byTitle.get(title.strip());
    if (exact != null) {
      return exact.equals(SEVERAL) ? null : new Grounded(exact, Certainty.EXACT);
    }
    String normalised = byNormalised.get(NormalTitle.of(title));
    return normalised == null || normalised.equals(SEVERAL)
        ? null
        : new Grounded(normalised, Certainty.NORMALISED);
  }

  /** Whether several items share the title, so that nothing else may be guessed for it. */
  private boolean isShared(String title) {
    return SEVERAL.equals(byTitle.get(title.strip()))
        || SEVERAL.equals(byNormalised.get(NormalTitle.of(title)));
  }

  /** The items that titles mean, by title; those that mean none are not in it. */
  Map<String, Grounded> ground(List<String> titles, StageContext context) {
    Map<String, Grounded> found = new HashMap<>();
    List<String> left = new ArrayList<>();
    for (String title : titles) {
      Grounded grounded = byText(title);
      if (grounded != null) {
        found.put(title, grounded);
      } else if (!isShared(title)) {
        left.add(title);
      }
    }
    if (encoder != null && !left.isEmpty()) {
      addNearest(encoder, left, context, found);
    }
    return found;
  }

  /** An encoder that fails costs only the titles that needed it. */
  private void addNearest(
      TextEncoder asked, List<String> titles, StageContext context, Map<String, Grounded> found) {
    List<List<Hit>> nearest;
    try {
      nearest = context.prepared().index().search(asked.encode(titles), 2, id -> true);
    } catch (LlmException e) {
      context.degrade("titles: the encoder gave no vectors: " + e.getMessage());
      return;
    }
    for (int i = 0; i < titles.size(); i++) {
      Grounded grounded = nearest(nearest.get(i));
      if (grounded != null) {
        found.put(titles.get(i), grounded);
      }
    }
  }

  private @Nullable Grounded nearest(List<Hit> hits) {
    if (hits.isEmpty() || hits.get(0).score() < least) {
      return null;
    }
    boolean clear = hits.size() == 1 || hits.get(0).score() - hits.get(1).score() >= margin;
    return clear ? new Grounded(hits.get(0).itemId(), Certainty.NEAREST) : null;
  }
}
