package io.llmrec.core.eval;

import io.llmrec.core.request.ModelCall;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * What language-model calls used in sum.
 *
 * @param calls all, those served from a cache included
 * @param cacheHits calls served from a cache or a recording
 * @param inputTokens of all calls, as reported
 * @param outputTokens of all calls, as reported
 * @param money in the host's currency; 0 for cached calls and unknown prices
 */
public record ModelUse(
    long calls, long cacheHits, long inputTokens, long outputTokens, BigDecimal money) {

  /** The sum of the calls; all 0 for none. */
  public static ModelUse of(Collection<ModelCall> calls) {
    long cacheHits = 0;
    long input = 0;
    long output = 0;
    BigDecimal money = BigDecimal.ZERO;
    for (ModelCall call : calls) {
      cacheHits += call.cached() ? 1 : 0;
      input += call.inputTokens();
      output += call.outputTokens();
      money = money.add(call.money());
    }
    return new ModelUse(calls.size(), cacheHits, input, output, money);
  }

  /** Share of the calls served from a cache or a recording, 0 to 1; NaN without calls. */
  public double cacheHitRate() {
    return Stats.ratio(cacheHits, calls);
  }
}
