package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.ImmutableGraphIndex.IntMarker;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NeighborProcessor;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NodeAtLevel;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Best-first search of a layered graph (Malkov and Yashunin, "Efficient and robust approximate
 * nearest neighbor search using hierarchical navigable small world graphs", 2018): of all nodes met
 * the nearest is expanded next, until it is farther than the worst of the best found.
 *
 * <p>Finds what the library's own searcher finds, which keeps every node it meets for a search that
 * goes on later. This one forgets nodes that can no longer be expanded. Not safe for use by several
 * threads; its memory is used again by the next search.
 */
final class BestFirst implements IntMarker, NeighborProcessor {

  /** As many admitted nodes as what was known before the walk is worth. */
  private static final double PRIOR = 8;

  private final OnDiskGraphIndex.View view;

  /** Met and not expanded, as complements, so that the nearest is on top. */
  private final LongHeap open = new LongHeap();

  /** The best admitted, the worst of them on top. */
  private final LongHeap best = new LongHeap();

  private final LongHeap expanded = new LongHeap();
  private final NodeMarks met = new NodeMarks();
  private int width;

  /** Whether a node is among the best as soon as it is met. */
  private boolean admitsAll;

  /** Nodes of lower scores can no longer be among the best. */
  private float bound;

  BestFirst(OnDiskGraphIndex.View view) {
    this.view = view;
  }

  /**
   * Which nodes may be kept.
   *
   * @param admits asked once about each node that is expanded
   * @param share of nodes admitted, as far as it is known
   * @param most the walk is given up when it will have to expand more nodes than this from then on:
   *     few may be admitted where the query lies
   */
  record Wanted(IntPredicate admits, double share, double most) {}

  /**
   * Searches.
   *
   * @param width how many nodes are kept
   * @return the nodes kept, the worst on top, as {@link ScoredNodes}; good until the next search
   */
  LongHeap search(ScoreFunction scores, int width) {
    start(scores, width);
    walkFreely(scores);
    return best;
  }

  /** Searches among some nodes; null when it was given up. */
  @Nullable LongHeap search(ScoreFunction scores, int width, Wanted wanted) {
    start(scores, width);
    return walk(scores, wanted) ? best : null;
  }

  private void start(ScoreFunction scores, int width) {
    open.clear();
    best.clear();
    met.clear();
    this.width = width;
    admitsAll = false;
    bound = Float.NEGATIVE_INFINITY;
    NodeAtLevel entry = view.entryNode();
    met.add(entry.node);
    process(entry.node, scores.similarityTo(entry.node));
    for (int level = entry.level; level > 0; level--) {
      descend(level, scores);
    }
  }

  /** Goes to the nearest node of a layer; all nodes met on the way are open in the next one. */
  private void descend(int level, ScoreFunction scores) {
    expanded.clear();
    float nearest = Float.NEGATIVE_INFINITY;
    while (open.size() > 0 && ScoredNodes.score(~open.top()) >= nearest) {
      long node = ~open.pop();
      nearest = Math.max(nearest, ScoredNodes.score(node));
      expanded.push(node);
      view.processNeighbors(level, ScoredNodes.node(node), scores, this, this);
    }
    for (int i = 0; i < expanded.size(); i++) {
      open.push(~expanded.get(i));
    }
  }

  private void walkFreely(ScoreFunction scores) {
    for (int i = 0; i < open.size(); i++) {
      keep(~open.get(i));
    }
    admitsAll = true;
    while (open.size() > 0 && ScoredNodes.score(~open.top()) >= bound) {
      view.processNeighbors(0, ScoredNodes.node(~open.pop()), scores, this, this);
    }
  }

  private boolean walk(ScoreFunction scores, Wanted wanted) {
    double before = PRIOR / wanted.share();
    for (int nodes = 0; open.size() > 0 && ScoredNodes.score(~open.top()) >= bound; nodes++) {
      // All nodes of the walk, by the share admitted so far, less those behind it.
      double ahead = width * (before + nodes) / (PRIOR + best.size()) - nodes;
      if (ahead > wanted.most() && best.size() < width) {
        return false;
      }
      long node = ~open.pop();
      if (wanted.admits().test(ScoredNodes.node(node))) {
        keep(node);
      }
      view.processNeighbors(0, ScoredNodes.node(node), scores, this, this);
    }
    return true;
  }

  private void keep(long node) {
    if (best.size() < width) {
      best.push(node);
    } else if (node > best.top()) {
      best.replaceTop(node);
    }
    if (best.size() == width) {
      bound = ScoredNodes.score(best.top());
    }
  }

  @Override
  public boolean mark(int node) {
    return met.add(node);
  }

  @Override
  public void process(int node, float score) {
    if (score < bound) {
      return;
    }
    long scored = ScoredNodes.of(node, score);
    open.push(~scored);
    if (admitsAll) {
      keep(scored);
    }
  }
}
