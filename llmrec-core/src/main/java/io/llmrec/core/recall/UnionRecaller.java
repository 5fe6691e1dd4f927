package io.llmrec.core.recall;

import io.llmrec.core.recall.Fusion.Recalled;
import io.llmrec.core.request.StageContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** See {@link Recaller#union}. */
final class UnionRecaller implements Recaller {

  private final Fusion fusion;
  private final Map<String, Recaller> recallers;

  UnionRecaller(Fusion fusion, Map<String, Recaller> recallers) {
    if (recallers.isEmpty()) {
      throw new IllegalArgumentException("a union needs at least 1 recaller, was given none");
    }
    this.fusion = fusion;
    this.recallers = Collections.unmodifiableMap(new LinkedHashMap<>(recallers));
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    return fusion.fuse(
        recallers.entrySet().stream()
            .map(entry -> new Recalled(entry.getKey(), entry.getValue().recall(context)))
            .toList());
  }
}
