package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import io.llmrec.core.user.UserText;
import io.llmrec.core.user.UserTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** See {@link MultiVectorUserEncoder#texts}. */
final class UserTextVectors implements MultiVectorUserEncoder {

  private final TextEncoder encoder;
  private final UserTexts texts;
  private final UserTextOptions options;

  UserTextVectors(TextEncoder encoder, UserTexts texts, UserTextOptions options) {
    this.encoder = encoder;
    this.texts = texts;
    this.options = options;
  }

  @Override
  public List<List<WeightedEmbedding>> encode(List<UserContext> users) {
    List<List<String>> perUser = users.stream().map(this::latest).toList();
    List<String> all = perUser.stream().flatMap(List::stream).toList();
    List<Embedding> vectors = all.isEmpty() ? List.of() : encoder.encode(all);
    if (vectors.size() != all.size()) {
      throw new IllegalStateException(
          "encode: %d texts in, %d vectors out".formatted(all.size(), vectors.size()));
    }
    List<List<WeightedEmbedding>> found = new ArrayList<>();
    int next = 0;
    for (List<String> own : perUser) {
      found.add(weigh(vectors.subList(next, next + own.size())));
      next += own.size();
    }
    return List.copyOf(found);
  }

  /** The latest texts that may be used, latest first, equal times in the order given. */
  private List<String> latest(UserContext user) {
    Instant asOf = options.asOf().apply(user);
    return texts.of(user).stream()
        .filter(one -> !one.text().isBlank() && !one.time().isAfter(asOf))
        .sorted(Comparator.comparing(UserText::time).reversed())
        .limit(options.maxTexts())
        .map(UserText::text)
        .toList();
  }

  private List<WeightedEmbedding> weigh(List<Embedding> vectors) {
    List<WeightedEmbedding> weighted = new ArrayList<>();
    for (int age = 0; age < vectors.size(); age++) {
      double weight = StrictMath.pow(0.5, age / options.halfLife());
      if (weight > 0) {
        weighted.add(new WeightedEmbedding(vectors.get(age), weight));
      }
    }
    return List.copyOf(weighted);
  }
}
