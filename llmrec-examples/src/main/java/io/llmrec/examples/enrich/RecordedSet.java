package io.llmrec.examples.enrich;

import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.fingerprint.Fingerprint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Texts of one model about one kind of thing, read from a recording: what was kept and what was
 * wrong, nothing passed over in silence. Filled by one thread.
 */
public final class RecordedSet {

  /** What a model says instead of an answer. */
  private static final Pattern EVASION =
      Pattern.compile(
          "(?i)^(?:i'm |i am )?sorry\\b|^i apologi[sz]e|as an ai language model|i cannot proceed"
              + "|^unfortunately\\b.*(?:cannot|can't|unable|information)|^there is no information"
              + "|no (?:further |additional )?information (?:is )?(?:provided|available)"
              + "|作为(?:一个|一名)?(?:人工智能|AI)(?:语言)?(?:模型|助手)|^(?:很)?抱歉");

  private final String name;
  private final String model;
  private final long stated;
  private long read;
  private final Map<String, Enrichment> texts = new LinkedHashMap<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<String, Long> remarks = new TreeMap<>();

  RecordedSet(String name, String model, long stated) {
    this.name = name;
    this.model = model;
    this.stated = stated;
  }

  /**
   * A text with its origin. A blank one and an evasion are faults; a key that is there already is
   * remarked, and the later text kept.
   *
   * @param input the fields the model was told, for the hash
   * @param promptHash of the prompt where it is recorded, else empty
   */
  void add(String key, String text, String reply, String[] input, String promptHash, Instant asOf) {
    read++;
    if (text.isBlank()) {
      fault("blank");
    } else if (EVASION.matcher(text).find()) {
      fault("evasion in place of an answer");
    } else {
      Provenance from = new Provenance(model, promptHash, Fingerprint.of(input), asOf);
      if (texts.put(key, new Enrichment(text.strip(), from, reply)) != null) {
        remark("written again, the later text kept");
      }
    }
  }

  /** A row of the recording that holds no text. */
  void unusable(String fault) {
    read++;
    fault(fault);
  }

  private void fault(String fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  /** Something odd about a text that is kept. */
  void remark(String remark) {
    remarks.merge(remark, 1L, Long::sum);
  }

  /** What it is. */
  public String name() {
    return name;
  }

  /** How many texts the recording's description states. */
  public long stated() {
    return stated;
  }

  /** How many were read. */
  public long read() {
    return read;
  }

  /** The texts by item or user. */
  public Map<String, Enrichment> texts() {
    return Map.copyOf(texts);
  }

  /** How many texts were not kept, by reason. */
  public Map<String, Long> faults() {
    return Map.copyOf(faults);
  }

  /** How many kept texts are odd, by what is odd. */
  public Map<String, Long> remarks() {
    return Map.copyOf(remarks);
  }

  /** A row of a Markdown table. */
  String row() {
    return "| %s | %s | %,d | %,d | %,d | %s | %s |"
        .formatted(name, model, stated, read, texts.size(), words(faults), words(remarks));
  }

  private static String words(Map<String, Long> counts) {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (what, count) ->
            words.append(words.isEmpty() ? "" : "; ").append("%,d ".formatted(count)).append(what));
    return words.isEmpty() ? "none" : words.toString();
  }
}
