package io.llmrec.examples.chat;

import io.llmrec.rank.llm.Mention;
import io.llmrec.rank.llm.TitleMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of the recorded dialogues, and what of the world its knowledge base knows beside it:
 * films, people, genres. Immutable and safe for use by several threads.
 */
final class DialogueFilms {

  private static final Pattern URI = Pattern.compile("^<?.*/resource/([^>]*)>?$");
  private static final Pattern QUALIFIER = Pattern.compile("^(.+) \\(([^()]*)\\)$");
  private static final Pattern YEAR = Pattern.compile("(?<![0-9])([0-9]{4})(?![0-9])");

  private final List<Integer> ids = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> sharing = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final TitleMatcher matcher;

  /**
   * Reads titles from names of resources.
   *
   * @param resources of everything, with their numbers
   * @param films numbers of those that are items
   */
  DialogueFilms(Map<String, Integer> resources, Set<Integer> films) {
    List<List<String>> titles = new ArrayList<>();
    resources.forEach(
        (resource, id) -> {
          String name = name(resource);
          names.put(id, bare(name));
          known.add(key(bare(name)));
          if (films.contains(id)) {
            ids.add(id);
            titles.add(List.of(dated(name)));
            sharing.merge(key(bare(name)), 1, Integer::sum);
          }
        });
    matcher = new TitleMatcher(titles);
  }

  /** How a title was found, or why not. */
  enum Verdict {
    /** The same after normalisation. */
    SAME,
    /** Near to one film of the catalog and to no other. */
    NEAR,
    /** The title of several films. */
    SEVERAL,
    /** Not in the catalog, though the knowledge base has something of that name. */
    ELSEWHERE,
    /** Not in the catalog. */
    UNKNOWN
  }

  /**
   * What an entry means.
   *
   * @param entry as the model wrote it
   * @param verdict how it was found
   * @param film its number, -1 when none was found
   */
  record Found(TitleEntry entry, Verdict verdict, int film) {}

  int size() {
    return ids.size();
  }

  /** The name of a resource without its qualifier, as the recording writes it. */
  String name(int id) {
    return names.getOrDefault(id, "");
  }

  /** Whether several films have the title of this one. */
  boolean sharesTitle(int film) {
    return sharing.getOrDefault(key(name(film)), 0) > 1;
  }

  /** What the entries of one reply mean. */
  List<Found> find(TitleList reply) {
    TitleMatcher ofReply = matcher.forAnotherReply();
    return reply.titles().stream().map(entry -> find(entry, ofReply)).toList();
  }

  private Found find(TitleEntry entry, TitleMatcher ofReply) {
    Mention whole = ofReply.match(entry.text());
    if (whole != null) {
      return found(entry, whole);
    }
    for (String shorter : entry.shorter()) {
      Mention part = ofReply.match(shorter);
      if (part != null && part.certainty() != Mention.Certainty.FUZZY) {
        return found(entry, part);
      }
    }
    boolean elsewhere = known.contains(key(withoutYear(entry.text())));
    return new Found(entry, elsewhere ? Verdict.ELSEWHERE : Verdict.UNKNOWN, -1);
  }

  private Found found(TitleEntry entry, Mention mention) {
    Verdict verdict =
        switch (mention.certainty()) {
          case EXACT -> Verdict.SAME;
          case FUZZY -> Verdict.NEAR;
          case NONE -> Verdict.SEVERAL;
        };
    return new Found(entry, verdict, mention.known() ? ids.get(mention.place()) : -1);
  }

  private static String name(String resource) {
    Matcher matcher = URI.matcher(resource);
    String last = matcher.matches() ? matcher.group(1) : resource;
    int function = last.indexOf("__");
    return (function > 0 ? last.substring(0, function) : last).replace('_', ' ').strip();
  }

  private static String bare(String name) {
    Matcher matcher = QUALIFIER.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  /** A name with the year of its qualifier: {@code Neighbors (2014 American film)} has one. */
  private static String dated(String name) {
    Matcher matcher = QUALIFIER.matcher(name);
    @Nullable Matcher year = matcher.matches() ? YEAR.matcher(matcher.group(2)) : null;
    return year != null && year.find() ? bare(name) + " (" + year.group(1) + ")" : bare(name);
  }

  private static String withoutYear(String title) {
    return title.replaceFirst("\\s*+[(\\[][0-9]{4}[)\\]]$", "");
  }

  private static String key(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
