package io.llmrec.prompt.chat.ground;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words that name nothing. */
final class PlainWords {

  /** What may begin a sentence, or stand with a capital letter, and is no name. */
  static final Set<String> OPENERS =
      words(
          """
          a about absolutely according after again all almost also although always am an and another
          any anything are as at awesome based be because before below besides best both but by can
          certainly compared consider considering could currently definitely depending did do does
          dont each either else enjoy especially even every everything exactly except excellent far
          feel finally fine first for from fun generally given gladly glad go good got great had happy
          has hello here heres hi hmm hope how however i id if ill im in indeed instead is it its ive
          just keep last lastly later let lets like likewise looking maybe meanwhile might more most
          my naturally next nice no none nor not nothing now of ok okay on once one only or other
          otherwise our out over overall people perfect perhaps personally please plus possibly
          probably rather really regarding right same say second see several shall she should similarly
          since so some something soon sorry still such sure tell thank thanks that thats the their
          them then there theres therefore these they theyre third this those though through to
          together too total try two under understood unfortunately unless until up very want was we
          well were what whatever when where whether which while who whose why will with without
          wonderful would yes yet you youd youll your youre youve
          add added among apart ask below bear between bring budget cheaper cheapest check choose
          chosen clear comes compare comparing cost costs course details differ enough fair fits
          found gift give goes having help if ideal in items keen know less look made makes match
          matches mean meet meets mind mostly much need neither newest none noted notice options order
          others pair part picked pick picks pleasure price priced prices question recommend
          recommended recommending remember removed searching shown similar simple skip sort sorted
          starting stay stick suggest suggested suits take than three four five until using versus
          wanted whichever within works worth written
          """);

  /** Small words inside titles. */
  static final Set<String> SMALL =
      Set.of(
          "a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "la", "of", "on", "or",
          "the", "to", "with");

  private PlainWords() {}

  private static Set<String> words(String text) {
    return Set.copyOf(new HashSet<>(List.of(text.strip().split("\\s+"))));
  }
}
