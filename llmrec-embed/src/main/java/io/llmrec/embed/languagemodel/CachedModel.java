package io.llmrec.embed.languagemodel;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.architecture.CausalGraph;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A network written here, with a cache of keys and values. */
final class CachedModel implements CausalModel {

  /** The most scores computed at once while scoring texts: 64 MB. */
  private static final int MAX_SCORES = 1 << 24;

  private final TorchModule module;
  private final int vocabulary;
  private final int maxTokens;
  private final int width;
  private final PrefixCache prefixes;

  CachedModel(TorchModule module, CausalGraph graph, int maxTokens, PrefixCache prefixes) {
    this.prefixes = prefixes;
    this.module = module;
    this.vocabulary = graph.vocabulary();
    this.maxTokens = Math.min(maxTokens, graph.maxTokens());
    this.width = graph.width();
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public int maxTokens() {
    return maxTokens;
  }

  @Override
  public <T> T read(Function<Reader, T> work) {
    return module.call(session -> work.apply(new CachedReader(session, prefixes)));
  }

  @Override
  public List<float[]> logProbabilities(List<int[]> texts) {
    int length = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = filledUp(texts, length);
    return module.call(
        session -> {
          NDArray input = session.wholes(ids, texts.size(), length);
          float[] hidden = session.invoke("hidden", input).get(0).toFloatArray();
          List<float[]> results = new ArrayList<>();
          for (int r = 0; r < texts.size(); r++) {
            results.add(scores(session, hidden, r * length, texts.get(r)));
          }
          return results;
        });
  }

  /** The tokens of all texts, each to a length with zeros behind. */
  static long[] filledUp(List<int[]> texts, int length) {
    long[] ids = new long[texts.size() * length];
    for (int r = 0; r < texts.size(); r++) {
      int[] text = texts.get(r);
      for (int i = 0; i < text.length; i++) {
        ids[r * length + i] = text[i];
      }
    }
    return ids;
  }

  private float[] scores(TorchSession session, float[] hidden, int start, int[] text) {
    int count = text.length - 1;
    int most = Math.max(1, MAX_SCORES / vocabulary);
    float[] scores = new float[count];
    for (int done = 0; done < count; done += most) {
      int now = Math.min(most, count - done);
      long[] targets = new long[now];
      for (int i = 0; i < now; i++) {
        targets[i] = text[done + i + 1];
      }
      int from = (start + done) * width;
      float[] rows = Arrays.copyOfRange(hidden, from, from + now * width);
      float[] part =
          session.briefly(
              inner ->
                  inner
                      .invoke(
                          "log_probabilities",
                          inner.floats(rows, now, width),
                          inner.wholes(targets, now))
                      .get(0)
                      .toFloatArray());
      System.arraycopy(part, 0, scores, done, now);
    }
    return scores;
  }

  @Override
  public PrefixUse prefixUse() {
    return prefixes.use();
  }

  @Override
  public void close() {
    prefixes.close();
    module.close();
  }
}
