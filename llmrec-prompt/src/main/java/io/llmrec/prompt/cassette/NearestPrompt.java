package io.llmrec.prompt.cassette;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.UntrustedText;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the recorded prompt most like one that is missing, and says where the two part. */
final class NearestPrompt {

  private static final int MAX_COMPARED = 5_000;
  private static final int MAX_CHARS = 16 * 1024;
  private static final int GRAM = 5;
  private static final int SKETCH_BITS = 1 << 13;
  private static final int CONTEXT_BEFORE = 20;
  private static final int CONTEXT = 60;

  private NearestPrompt() {}

  /** The entry whose prompt shares the most five-character pieces, or null for no entries. */
  static @Nullable CassetteEntry find(Prompt prompt, Collection<CassetteEntry> entries) {
    BitSet asked = sketch(prompt);
    CassetteEntry nearest = null;
    double best = -1;
    int compared = 0;
    for (CassetteEntry entry : entries) {
      if (compared++ == MAX_COMPARED) {
        break;
      }
      double likeness = jaccard(asked, sketch(entry.prompt()));
      if (likeness > best) {
        nearest = entry;
        best = likeness;
      }
    }
    return nearest;
  }

  /** Where a recorded prompt and one that is asked part, for people. */
  static String difference(Prompt recorded, Prompt asked) {
    int common = Math.min(recorded.messages().size(), asked.messages().size());
    for (int i = 0; i < common; i++) {
      Message was = recorded.messages().get(i);
      Message is = asked.messages().get(i);
      if (!was.equals(is)) {
        return difference(i + 1, was, is);
      }
    }
    if (recorded.messages().size() != asked.messages().size()) {
      return "recorded has %d messages, asked %d"
          .formatted(recorded.messages().size(), asked.messages().size());
    }
    return "the options differ: recorded %s, asked %s"
        .formatted(shown(recorded.options()), shown(asked.options()));
  }

  private static String difference(int number, Message was, Message is) {
    if (was.role() != is.role()) {
      return "message %d is by %s, asked by %s"
          .formatted(number, CassetteEntry.role(was), CassetteEntry.role(is));
    }
    if (was.text().equals(is.text())) {
      return "message %d (%s) differs in its images: recorded %s, asked %s"
          .formatted(number, CassetteEntry.role(is), shown(was.images()), shown(is.images()));
    }
    int at = 0;
    int end = Math.min(was.text().length(), is.text().length());
    while (at < end && was.text().charAt(at) == is.text().charAt(at)) {
      at++;
    }
    return "message %d (%s) differs from character %d: recorded '%s', asked '%s'"
        .formatted(
            number,
            CassetteEntry.role(is),
            at + 1,
            context(was.text(), at),
            context(is.text(), at));
  }

  private static String context(String text, int at) {
    int start = Math.max(0, at - CONTEXT_BEFORE);
    int end = Math.min(text.length(), start + CONTEXT);
    String shown = UntrustedText.clean(text.substring(start, end), CONTEXT);
    return (start > 0 ? "..." : "") + shown + (end < text.length() ? "..." : "");
  }

  private static List<String> shown(List<Image> images) {
    return images.stream()
        .limit(3)
        .map(image -> UntrustedText.clean(image.toString(), CONTEXT))
        .toList();
  }

  private static String shown(GenerationOptions options) {
    return "maxTokens=%d temperature=%s seed=%s stop=%s"
        .formatted(options.maxTokens(), options.temperature(), options.seed(), options.stop());
  }

  private static BitSet sketch(Prompt prompt) {
    String text = prompt.text();
    BitSet bits = new BitSet(SKETCH_BITS);
    int end = Math.min(text.length(), MAX_CHARS);
    for (int i = 0; i + GRAM <= end; i++) {
      int hash = text.substring(i, i + GRAM).hashCode();
      bits.set((hash * 0x9E3779B9) >>> (Integer.SIZE - 13));
    }
    return bits;
  }

  private static double jaccard(BitSet a, BitSet b) {
    BitSet common = (BitSet) a.clone();
    common.and(b);
    BitSet all = (BitSet) a.clone();
    all.or(b);
    return all.isEmpty() ? 0 : (double) common.cardinality() / all.cardinality();
  }
}
