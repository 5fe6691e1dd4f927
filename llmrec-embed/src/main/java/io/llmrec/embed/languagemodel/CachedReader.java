package io.llmrec.embed.languagemodel;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.torch.TorchSession;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads with a cache. What all texts begin with is read once; long texts are read in pieces, so
 * that memory does not grow with the square of their length.
 */
final class CachedReader implements CausalModel.Reader {

  private static final int PIECE = 256;

  private final TorchSession session;
  private final PrefixCache prefixes;
  private @Nullable NDArray cache;
  private int[] lengths = new int[0];

  CachedReader(TorchSession session, PrefixCache prefixes) {
    this.session = session;
    this.prefixes = prefixes;
  }

  @Override
  public float[][] start(List<int[]> texts, int places) {
    lengths = texts.stream().mapToInt(text -> text.length).toArray();
    int[] common = common(texts);
    int read = resume(common, texts.size(), places);
    if (texts.size() == 1) {
      float[][] scores = advance(List.of(from(texts.get(0), read)), read);
      prefixes.store(session, cache(), texts.get(0));
      return scores;
    }
    if (common.length > 0) {
      advance(List.of(from(common, read)), read);
      prefixes.store(session, cache(), common);
      keepRows(new int[texts.size()]);
    }
    return advance(texts.stream().map(text -> from(text, common.length)).toList(), common.length);
  }

  /** Begins with what is known of a beginning; returns how many tokens that are. */
  private int resume(int[] common, int texts, int places) {
    PrefixCache.Found found = prefixes.find(session, common, places);
    if (found != null) {
      replace(found.cache());
      return found.tokens();
    }
    long[] sizes = {common.length > 0 ? 1 : texts, places};
    replace(session.invoke("cache", session.wholes(sizes, 2)).get(0));
    return 0;
  }

  private static int[] from(int[] text, int start) {
    return Arrays.copyOfRange(text, start, text.length);
  }

  /** The tokens that all texts begin with, leaving each at least one. */
  private static int[] common(List<int[]> texts) {
    int[] first = texts.get(0);
    int shared = first.length - 1;
    for (int[] text : texts.subList(1, texts.size())) {
      int same = Arrays.mismatch(first, text);
      shared = Math.min(shared, Math.min(same < 0 ? text.length : same, text.length - 1));
    }
    return Arrays.copyOf(first, shared);
  }

  /** Reads tokens from a position on and gives the scores after the last one of each row. */
  private float[][] advance(List<int[]> rows, int position) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    float[][] results = new float[rows.size()][];
    for (int start = 0; start < longest; start += PIECE) {
      float[][] scores = piece(rows, position, start, Math.min(PIECE, longest - start));
      for (int r = 0; r < results.length; r++) {
        if (rows.get(r).length > start) {
          results[r] = scores[r];
        }
      }
    }
    return results;
  }

  private float[][] piece(List<int[]> rows, int position, int start, int length) {
    long[] ids = new long[rows.size() * length];
    long[] positions = new long[ids.length];
    long[] last = new long[rows.size()];
    for (int r = 0; r < last.length; r++) {
      int[] row = rows.get(r);
      for (int i = 0; i < length; i++) {
        ids[r * length + i] = start + i < row.length ? row[start + i] : 0;
        positions[r * length + i] = position + start + i;
      }
      last[r] = Math.max(0, Math.min(length - 1, row.length - 1 - start));
    }
    return forward(ids, positions, last);
  }

  private float[][] forward(long[] ids, long[] positions, long[] last) {
    NDArray memory = cache();
    long rows = last.length;
    long length = ids.length / rows;
    return session.briefly(
        inner ->
            TorchSession.rows(
                inner
                    .forward(
                        inner.wholes(ids, rows, length),
                        inner.wholes(positions, rows, length),
                        inner.wholes(last, rows),
                        memory)
                    .get(0)));
  }

  private NDArray cache() {
    NDArray memory = cache;
    if (memory == null) {
      throw new IllegalStateException("nothing has been started");
    }
    return memory;
  }

  @Override
  public float[][] next(int[] tokens) {
    long[] ids = new long[tokens.length];
    long[] positions = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      boolean ended = tokens[i] < 0;
      ids[i] = ended ? 0 : tokens[i];
      positions[i] = ended ? lengths[i] - 1 : lengths[i]++;
    }
    return forward(ids, positions, new long[tokens.length]);
  }

  @Override
  public void keep(int[] rows) {
    keepRows(rows);
    lengths = IntStream.of(rows).map(row -> lengths[row]).toArray();
  }

  private void keepRows(int[] rows) {
    long[] index = Arrays.stream(rows).asLongStream().toArray();
    replace(session.invoke("keep", cache(), session.wholes(index, index.length)).get(0));
  }

  private void replace(NDArray fresh) {
    NDArray old = cache;
    cache = fresh;
    if (old != null) {
      old.close();
    }
  }
}
