package io.llmrec.examples.chat;

import io.llmrec.rank.llm.Mention;
import io.llmrec.rank.llm.TitleMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The catalog of the recorded dialogues, and what of the world its knowledge base knows beside it:
 * films, people, genres. Remembers what titles meant; not safe for use by several threads.
 */
final class DialogueFilms {

  private static final Pattern URI = Pattern.compile("^<?.*/resource/([^>]*)>?$");
  private static final Pattern QUALIFIER = Pattern.compile("^(.+) \\(([^()]*)\\)$");
  private static final Pattern YEAR = Pattern.compile("(?<![0-9])([0-9]{4})(?![0-9])");
  private static final Pattern YEAR_BEHIND = Pattern.compile("\\s*+[(\\[]([0-9]{4})[)\\]]$");

  private static final int MOST_REMEMBERED = 20_000;

  private final List<Integer> ids = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final Map<Integer, String> years = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Map<TitleEntry, Found> remembered = new HashMap<>();
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
            String year = year(name);
            years.put(id, year);
            titles.add(List.of(bare(name) + (year.isEmpty() ? "" : " (" + year + ")")));
            byName.computeIfAbsent(key(bare(name)), key -> new ArrayList<>()).add(id);
          }
        });
    matcher = new TitleMatcher(titles);
  }

  /** How a title was found, or why not. */
  enum Verdict {
    /** The same after normalisation. */
    SAME,
    /** Not in the catalog, but near to one film of it and to no other: counted, never taken. */
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
   * @param film its number, or that of the near one; -1 when there is neither
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
    return byName.getOrDefault(key(name(film)), List.of()).size() > 1;
  }

  /** Whether a title is that of a film but for the year, which is another's. */
  boolean isOfAnotherYear(String title, int film) {
    String said = yearOf(title);
    String year = years.getOrDefault(film, "");
    return key(withoutYear(title)).equals(key(name(film)))
        && !said.isEmpty()
        && !year.isEmpty()
        && !said.equals(year);
  }

  /** What the entries of one reply mean. */
  List<Found> find(TitleList reply) {
    TitleMatcher ofReply = matcher.forAnotherReply();
    return reply.titles().stream().map(entry -> remember(entry, ofReply)).toList();
  }

  /** Models name the same films again and again, and to look for near titles is dear. */
  private Found remember(TitleEntry entry, TitleMatcher ofReply) {
    Found before = remembered.get(entry);
    if (before != null) {
      return before;
    }
    Found found = find(entry, ofReply);
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(entry, found);
    }
    return found;
  }

  private Found find(TitleEntry entry, TitleMatcher ofReply) {
    int named = byName(entry.text());
    if (named >= 0) {
      return new Found(entry, Verdict.SAME, named);
    }
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

  /** The one film of exactly this name, article and all, unless the years differ; else -1. */
  private int byName(String title) {
    List<Integer> same = byName.getOrDefault(key(withoutYear(title)), List.of());
    boolean one = same.size() == 1 && !isOfAnotherYear(title, same.get(0));
    return one ? same.get(0) : -1;
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

  /** The year of a qualifier: {@code Neighbors (2014 American film)} has one. */
  private static String year(String name) {
    Matcher matcher = QUALIFIER.matcher(name);
    Matcher year = YEAR.matcher(matcher.matches() ? matcher.group(2) : "");
    return year.find() ? year.group(1) : "";
  }

  private static String yearOf(String title) {
    Matcher matcher = YEAR_BEHIND.matcher(title);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String withoutYear(String title) {
    return YEAR_BEHIND.matcher(title).replaceFirst("");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
