package io.llmrec.examples.chat;

import java.util.List;
import java.util.Set;

/**
 * A recorded reply to one turn of a dialogue, and what its recording made of it.
 *
 * @param text what the model said
 * @param cutOff whether the longest allowed reply was reached
 * @param inputTokens as the provider counted them, 0 where it did not
 * @param outputTokens likewise
 * @param read the recording's own reading of the reply, in its order
 * @param turn what was asked for
 */
record RecordedReply(
    String text,
    boolean cutOff,
    long inputTokens,
    long outputTokens,
    List<Nearest> read,
    Turn turn) {

  RecordedReply {
    read = List.copyOf(read);
  }

  /**
   * A title, and the name nearest to it among all that the knowledge base has.
   *
   * @param title as the recording cut it out of the reply
   * @param edits between the two, by single characters
   * @param name the nearest
   */
  record Nearest(String title, int edits, String name) {}

  /**
   * What a person recommended at this turn of the real dialogue.
   *
   * @param gold films that were named then
   * @param goldNames their names as the recording has them
   * @param mentioned everything that was named before: films, people, genres
   * @param mentionedNames their names as the recording has them
   */
  record Turn(
      List<Integer> gold,
      List<String> goldNames,
      Set<Integer> mentioned,
      Set<String> mentionedNames) {

    Turn {
      gold = List.copyOf(gold);
      goldNames = List.copyOf(goldNames);
      mentioned = Set.copyOf(mentioned);
      mentionedNames = Set.copyOf(mentionedNames);
    }
  }
}
