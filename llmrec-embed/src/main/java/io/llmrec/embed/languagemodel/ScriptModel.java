package io.llmrec.embed.languagemodel;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A TorchScript archive made elsewhere, from ids [batch, length] to scores [batch, length,
 * vocabulary]; it has no cache, so that every token costs a reading of the whole text.
 */
final class ScriptModel implements CausalModel {

  private final TorchModule module;
  private final int vocabulary;
  private final int maxTokens;

  ScriptModel(TorchModule module, int maxTokens) {
    this.module = module;
    this.maxTokens = maxTokens;
    this.vocabulary = module.call(session -> scores(session, List.of(new int[1]))[0].length);
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
    return module.call(session -> work.apply(new WholeReader(session)));
  }

  @Override
  public List<float[]> logProbabilities(List<int[]> texts) {
    return module.call(
        session -> {
          float[][] scores = scores(session, texts);
          int length = scores.length / texts.size();
          List<float[]> results = new ArrayList<>();
          for (int r = 0; r < texts.size(); r++) {
            int[] text = texts.get(r);
            float[] row = new float[text.length - 1];
            for (int i = 0; i < row.length; i++) {
              row[i] = Scores.logProbability(scores[r * length + i], text[i + 1]);
            }
            results.add(row);
          }
          return results;
        });
  }

  /** A row for each token of each text, shorter texts filled up. */
  private static float[][] scores(TorchSession session, List<int[]> texts) {
    int length = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = CachedModel.filledUp(texts, length);
    return session.briefly(
        inner -> {
          NDArray scores = inner.forward(inner.wholes(ids, texts.size(), length)).get(0);
          if (scores.getShape().dimension() != 3) {
            throw new IllegalStateException(
                "the archive must give scores of shape [batch, length, vocabulary], gave "
                    + scores.getShape());
          }
          return TorchSession.rows(scores.reshape(ids.length, scores.getShape().get(2)));
        });
  }

  @Override
  public PrefixUse prefixUse() {
    return PrefixUse.NONE;
  }

  @Override
  public void close() {
    module.close();
  }

  /** Reads everything again for every token. */
  private static final class WholeReader implements Reader {

    private final TorchSession session;
    private final List<int[]> texts = new ArrayList<>();

    WholeReader(TorchSession session) {
      this.session = session;
    }

    @Override
    public float[][] start(List<int[]> starts, int places) {
      texts.addAll(starts);
      return last();
    }

    @Override
    public float[][] next(int[] tokens) {
      for (int i = 0; i < tokens.length; i++) {
        if (tokens[i] >= 0) {
          int[] text = texts.get(i);
          int[] longer = Arrays.copyOf(text, text.length + 1);
          longer[text.length] = tokens[i];
          texts.set(i, longer);
        }
      }
      return last();
    }

    private float[][] last() {
      float[][] scores = scores(session, texts);
      int length = scores.length / texts.size();
      return IntStream.range(0, texts.size())
          .mapToObj(r -> scores[r * length + texts.get(r).length - 1])
          .toArray(float[][]::new);
    }

    @Override
    public void keep(int[] rows) {
      List<int[]> kept = IntStream.of(rows).mapToObj(texts::get).toList();
      texts.clear();
      texts.addAll(kept);
    }
  }
}
