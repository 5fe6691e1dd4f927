package io.llmrec.prompt.safety;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Measures whether the text of an item talks a re-ranker into placing it higher: the same list is
 * ranked with the text and with a harmless one, and an item that gains more places than tolerated
 * is suspicious.
 *
 * <p>As safe for use by several threads as the re-ranker. Costs one ranking, and one more for each
 * item that is checked; meant for new and changed items, offline. What is harmless the host says,
 * for example the item without its seller's text:
 *
 * <pre>{@code
 * TextCanary canary =
 *     TextCanary.of(reRanker, 5, item -> Item.of(item.id(), item.leafCategory())
 *         .withCategories(item.categories().toArray(String[]::new)));
 * List<RankShift> quarantine = canary.suspicious(context, candidates);
 * }</pre>
 */
public final class TextCanary {

  private final ReRanker reRanker;
  private final int tolerated;
  private final UnaryOperator<Item> harmless;

  private TextCanary(ReRanker reRanker, int tolerated, UnaryOperator<Item> harmless) {
    this.reRanker = reRanker;
    this.tolerated = tolerated;
    this.harmless = harmless;
  }

  /**
   * A check.
   *
   * @param tolerated how many places a text may gain, at least 0: an honest title helps, too
   * @param harmless the same item with a text that is beyond suspicion; must keep the id
   */
  public static TextCanary of(ReRanker reRanker, int tolerated, UnaryOperator<Item> harmless) {
    if (tolerated < 0) {
      throw new IllegalArgumentException("tolerated must be at least 0, was " + tolerated);
    }
    return new TextCanary(reRanker, tolerated, harmless);
  }

  /** How far each item's own text moved it, in the order given; nothing for fewer than two. */
  public List<RankShift> measure(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.of();
    }
    List<String> with = rank(context, candidates);
    List<RankShift> shifts = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      List<Candidate> changed = new ArrayList<>(candidates);
      changed.set(i, withHarmlessText(candidate));
      List<String> without = rank(context, changed);
      String id = candidate.id();
      shifts.add(new RankShift(id, with.indexOf(id) + 1, without.indexOf(id) + 1));
    }
    return shifts;
  }

  /** The items that gained more places than tolerated, the most first. */
  public List<RankShift> suspicious(StageContext context, List<Candidate> candidates) {
    return measure(context, candidates).stream()
        .filter(shift -> shift.gained() > tolerated)
        .sorted(Comparator.comparingInt(RankShift::gained).reversed())
        .toList();
  }

  private Candidate withHarmlessText(Candidate candidate) {
    Item item = harmless.apply(candidate.item());
    if (!item.id().equals(candidate.id())) {
      throw new IllegalArgumentException(
          "harmless must keep the id '%s', gave '%s'".formatted(candidate.id(), item.id()));
    }
    return new Candidate(item, candidate.score(), candidate.because(), candidate.sources());
  }

  private List<String> rank(StageContext context, List<Candidate> candidates) {
    StageContext own = context.forNextStage();
    List<String> ids = reRanker.rerank(own, candidates).stream().map(Candidate::id).toList();
    String reason = own.degradation();
    if (reason != null) {
      throw new IllegalStateException("the re-ranker did not do its work: " + reason);
    }
    return ids;
  }
}
