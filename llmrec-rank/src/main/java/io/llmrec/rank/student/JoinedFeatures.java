package io.llmrec.rank.student;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.stream.Collectors;

/** See {@link RankingFeatures#join}. */
record JoinedFeatures(List<RankingFeatures> parts) implements RankingFeatures, Fingerprinted {

  JoinedFeatures {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("join needs at least 1 part, was given none");
    }
  }

  @Override
  public float[][] of(StageContext context, List<Candidate> candidates) {
    List<float[][]> all = parts.stream().map(part -> part.of(context, candidates)).toList();
    float[][] rows = new float[candidates.size()][];
    for (int i = 0; i < rows.length; i++) {
      int at = i;
      rows[i] = new float[all.stream().mapToInt(part -> part[at].length).sum()];
      int offset = 0;
      for (float[][] part : all) {
        System.arraycopy(part[i], 0, rows[i], offset, part[i].length);
        offset += part[i].length;
      }
    }
    return rows;
  }

  @Override
  public String fingerprint() {
    return parts.stream().map(JoinedFeatures::name).collect(Collectors.joining(" + "));
  }

  /** The fingerprint of features, or the name of their class where they have none. */
  static String name(RankingFeatures features) {
    return features instanceof Fingerprinted named
        ? named.fingerprint()
        : features.getClass().getName();
  }
}
